package dev.robis.nn.graph.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Multi-head self-attention by the engine's operations.
 *
 * <p>Few tokens are computed by one product over all images and heads. Many tokens are computed head by head in blocks of
 * queries: scores stay near the cache and never live all at once, and the engine multiplies matrices at more than twice the
 * rate of a batch of them.
 */
record EngineAttention(SameDiff graph, Layers layers, AttentionShape shape) {

    /** From so many tokens on, a head's products are large enough to outweigh the cost of one operation for each. */
    private static final int MANY = 640;

    /** @param qkv {@code [images * tokens, 3 * width]} */
    SDVariable of(SDVariable qkv) {
        return of(qkv, Optional.empty());
    }

    /** @param bias {@code [heads * tokens, tokens]} */
    SDVariable of(SDVariable qkv, SDVariable bias) {
        return of(qkv, Optional.of(bias));
    }

    private SDVariable of(SDVariable qkv, Optional<SDVariable> bias) {
        return shape.tokens() < MANY ? together(qkv, bias) : headByHead(qkv, bias);
    }

    private SDVariable together(SDVariable qkv, Optional<SDVariable> bias) {
        int images = shape.images(), tokens = shape.tokens(), heads = shape.heads();
        SDVariable[] parts = graph.unstack(
                qkv.reshape(images, tokens, 3, heads, shape.perHead()).permute(2, 0, 3, 1, 4), 0, 3); // [B, H, T, D]
        SDVariable scores = layers.batchMatMul(scaled(parts[0]), parts[1], true); // [B, H, T, T]
        if (bias.isPresent()) scores = scores.add(bias.get().reshape(1, heads, tokens, tokens));
        return layers.batchMatMul(graph.nn().softmax(scores, -1), parts[2], false)
                .permute(0, 2, 1, 3)
                .reshape((long) images * tokens, shape.width());
    }

    private SDVariable headByHead(SDVariable qkv, Optional<SDVariable> bias) {
        int tokens = shape.tokens(), heads = shape.heads();
        List<SDVariable> images = new ArrayList<>();
        SDVariable previous = null;
        for (int image = 0; image < shape.images(); image++) {
            long from = (long) image * tokens;
            SDVariable own = shape.images() == 1 ? qkv : rows(qkv, from, tokens);
            if (previous != null) own.addControlDependency(previous);
            SDVariable[] parts = graph.split(own, 3 * heads, 1); // [T, D]
            List<SDVariable> mixed = new ArrayList<>();
            for (int head = 0; head < heads; head++) {
                SDVariable query = scaled(parts[head]);
                if (previous != null) query.addControlDependency(previous);
                previous = attend(query, parts[heads + head], parts[2 * heads + head], bias, head);
                mixed.add(previous);
            }
            images.add(graph.concat(1, mixed.toArray(SDVariable[]::new))); // [T, C]
        }
        return concat(images);
    }

    /** Every block waits for the one before: the engine would compute the scores of all first, and keep them. */
    private SDVariable attend(SDVariable q, SDVariable k, SDVariable v, Optional<SDVariable> bias, int head) {
        int tokens = shape.tokens();
        int most = Math.max(1, Math.min(tokens, shape.block() / tokens));
        List<SDVariable> blocks = new ArrayList<>();
        for (int from = 0; from < tokens; from += most) {
            int count = Math.min(most, tokens - from);
            SDVariable queries = count == tokens ? q : rows(q, from, count);
            if (from > 0) queries.addControlDependency(blocks.get(blocks.size() - 1));
            SDVariable scores = graph.mmul(queries, k, false, true, false); // [R, T]
            if (bias.isPresent()) scores = scores.add(rows(bias.get(), (long) head * tokens + from, count));
            blocks.add(graph.mmul(graph.nn().softmax(scores, -1), v)); // [R, D]
        }
        return concat(blocks);
    }

    private static SDVariable rows(SDVariable x, long from, long count) {
        return x.get(SDIndex.interval(from, from + count), SDIndex.all());
    }

    private SDVariable concat(List<SDVariable> rows) {
        return rows.size() == 1 ? rows.get(0) : graph.concat(0, rows.toArray(SDVariable[]::new));
    }

    private SDVariable scaled(SDVariable queries) {
        return queries.mul(1 / Math.sqrt(shape.perHead()));
    }
}
