package dev.robis.nn.vit;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Multi-head self-attention (Vaswani et al. 2017) over the tokens of each image of a batch.
 *
 * <p>Few tokens: one product over all images and heads. Many: head by head in blocks of queries, so that scores stay
 * near the cache and never live all at once; products of matrices, which the engine computes at more than twice the rate
 * of a batch of them.
 *
 * @param batch images
 * @param tokens of one image
 * @param heads attention heads
 * @param perHead channels of a head
 * @param many from so many tokens on, heads are computed one by one
 * @param block scores that live at once then, at most; a single query may exceed it
 */
record SelfAttention(int batch, int tokens, int heads, int perHead, int many, int block) {

    /** From here on, a head's products are large enough to outweigh the cost of one operation for each. */
    private static final int MANY = 640;

    /** 8 MB: enough for an efficient product, and near the cache. */
    private static final int BLOCK = 1 << 21;

    SelfAttention(int batch, int tokens, int heads, int perHead) {
        this(batch, tokens, heads, perHead, MANY, BLOCK);
    }

    /**
     * @param qkv queries, keys and values, {@code [batch * tokens, 3 * width]}
     * @return {@code [batch * tokens, width]}
     */
    SDVariable build(Scope at, SDVariable qkv) {
        return build(at, qkv, Optional.empty());
    }

    /**
     * @param bias added to the scores, {@code [1, heads, tokens, tokens]}
     */
    SDVariable build(Scope at, SDVariable qkv, Tensor bias) {
        return build(at, qkv, Optional.of(bias));
    }

    private SDVariable build(Scope at, SDVariable qkv, Optional<Tensor> bias) {
        if (bias.isEmpty()) {
            Optional<SDVariable> whole = at.attention(qkv, batch, heads, block);
            if (whole.isPresent()) return whole.get();
        }
        return tokens < many ? together(at, qkv, bias) : headByHead(at, qkv, bias);
    }

    private SDVariable together(Scope at, SDVariable qkv, Optional<Tensor> bias) {
        SameDiff graph = at.graph();
        SDVariable[] parts = graph.unstack(
                qkv.reshape(batch, tokens, 3, heads, perHead).permute(2, 0, 3, 1, 4), 0, 3); // [B, H, T, D]
        SDVariable scores = at.products(scaled(parts[0]), parts[1], true); // [B, H, T, T]
        if (bias.isPresent()) scores = scores.add(at.constant("relative_position_bias", bias.get()));
        return at.products(graph.nn().softmax(scores, -1), parts[2], false)
                .permute(0, 2, 1, 3)
                .reshape((long) batch * tokens, (long) heads * perHead);
    }

    private SDVariable headByHead(Scope at, SDVariable qkv, Optional<Tensor> bias) {
        SameDiff graph = at.graph();
        List<Optional<SDVariable>> biases = IntStream.range(0, heads)
                .mapToObj(head -> bias.map(all -> bias(at, all, head)))
                .toList();
        List<SDVariable> images = new ArrayList<>();
        SDVariable previous = null;
        for (int image = 0; image < batch; image++) {
            long from = (long) image * tokens;
            SDVariable own = batch == 1 ? qkv : qkv.get(SDIndex.interval(from, from + tokens), SDIndex.all());
            if (previous != null) own.addControlDependency(previous);
            SDVariable[] parts = graph.split(own, 3 * heads, 1); // [T, D]
            List<SDVariable> mixed = new ArrayList<>();
            for (int head = 0; head < heads; head++) {
                SDVariable query = scaled(parts[head]);
                if (previous != null) query.addControlDependency(previous);
                previous = attend(at, query, parts[heads + head], parts[2 * heads + head], biases.get(head));
                mixed.add(previous);
            }
            images.add(graph.concat(1, mixed.toArray(SDVariable[]::new))); // [T, C]
        }
        return concat(graph, images);
    }

    /** Every block waits for the one before: the engine would compute the scores of all first, and keep them. */
    private SDVariable attend(Scope at, SDVariable q, SDVariable k, SDVariable v, Optional<SDVariable> bias) {
        SameDiff graph = at.graph();
        int rows = Math.max(1, block / tokens);
        List<SDVariable> blocks = new ArrayList<>();
        for (int from = 0; from < tokens; from += rows) {
            SDVariable queries = rows(q, from, rows);
            if (from > 0) queries.addControlDependency(blocks.get(blocks.size() - 1));
            SDVariable scores = graph.mmul(queries, k, false, true, false); // [R, T]
            if (bias.isPresent()) scores = scores.add(rows(bias.get(), from, rows));
            blocks.add(graph.mmul(at.softmax(scores), v)); // [R, D]
        }
        return concat(graph, blocks);
    }

    private SDVariable rows(SDVariable x, int from, int count) {
        if (count >= tokens) return x;
        return x.get(SDIndex.interval((long) from, (long) Math.min(from + count, tokens)), SDIndex.all());
    }

    private SDVariable bias(Scope at, Tensor all, int head) { // [T, T]
        int length = tokens * tokens;
        float[] own = Arrays.copyOfRange(all.data(), head * length, (head + 1) * length);
        return at.constant("relative_position_bias." + head, new Tensor(new int[] {tokens, tokens}, own));
    }

    private static SDVariable concat(SameDiff graph, List<SDVariable> rows) {
        return rows.size() == 1 ? rows.get(0) : graph.concat(0, rows.toArray(SDVariable[]::new));
    }

    private SDVariable scaled(SDVariable queries) {
        return queries.mul(1 / Math.sqrt(perHead));
    }
}
