package dev.robis.nn.sam;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Multi-head self-attention within square windows, with decomposed relative positions (Li et al. 2022, section 3):
 * the score of a query q for a key k at (y, x) is q k / sqrt(D) + q R[y] + q R'[x].
 *
 * <p>The two position terms of a query are computed once for every row and every column of keys. By the engine's operations they are
 * appended to it, and the key gets a one for its own row and column, so that one product gives the sum of all three. Scores are computed
 * block after block and never live all at once: at 4,096 tokens and 16 heads they would take 1 GB.
 *
 * @param width channels of a token
 * @param heads attention heads
 * @param side side of a window
 * @param windows number of windows
 * @param block scores that live at once, at most; a single row of a window may exceed it
 */
record RelativeAttention(int width, int heads, int side, int windows, int block) {

    /** Scores in a block of 8 MB: enough for an efficient product, and near the cache. */
    static final int BLOCK = 1 << 21;

    /**
     * @param x {@code [windows * side * side, width]}
     * @return in the same shape
     */
    SDVariable build(Scope at, SDVariable x) {
        SDVariable qkv = at.linear("qkv", x, width, 3 * width);
        SDVariable mixed = at.attention(qkv, q -> byRow(at, q), q -> byColumn(at, q), windows, heads, block)
                .orElseGet(() -> byEngine(at, qkv));
        return at.named(at.linear("proj", mixed, width, width));
    }

    /** The position term of every query for every row of keys. */
    private SDVariable byRow(Scope at, SDVariable q) { // [P, N, D] -> [P*N, S]
        SDVariable rows = q.reshape(parts(), side, side, perHead()).permute(1, 0, 2, 3); // [Y, P, X, D]
        return products(at, rows, "rel_pos_h").permute(1, 0, 2, 3).reshape((long) parts() * tokens(), side);
    }

    /** The same for every column. */
    private SDVariable byColumn(Scope at, SDVariable q) { // [P, N, D] -> [P*N, S]
        SDVariable columns = q.reshape(parts(), side, side, perHead()).permute(2, 0, 1, 3); // [X, P, Y, D]
        return products(at, columns, "rel_pos_w").permute(1, 2, 0, 3).reshape((long) parts() * tokens(), side);
    }

    private SDVariable products(Scope at, SDVariable lines, String table) { // [S, P, S, D] -> [S, P, S, S]
        SDVariable line = lines.reshape(side, (long) parts() * side, perHead());
        return at.products(line, positions(at, table), true).reshape(side, parts(), side, side);
    }

    private SDVariable byEngine(Scope at, SDVariable qkv) { // [W*N, 3C] -> [W*N, C]
        SameDiff graph = at.graph();
        int tokens = tokens();
        SDVariable[] parts = graph.unstack(
                qkv.reshape(windows, tokens, 3, heads, perHead()).permute(2, 0, 3, 1, 4), 0, 3); // [W, H, N, D]
        SDVariable bare = parts[0].reshape(parts(), tokens, perHead());
        SDVariable q = graph.concat(
                2,
                bare,
                byRow(at, bare).reshape(parts(), tokens, side),
                byColumn(at, bare).reshape(parts(), tokens, side)); // [P, N, D+2S]
        SDVariable k = parts[1].mul(1 / Math.sqrt(perHead())).reshape(parts(), tokens, perHead());
        SDVariable v = parts[2].reshape(parts(), tokens, perHead());
        return attend(at, q, k, v)
                .reshape(windows, heads, tokens, perHead())
                .permute(0, 2, 1, 3)
                .reshape((long) windows * tokens, width);
    }

    private SDVariable positions(Scope at, String name) { // [S queries, S keys, D]
        Tensor table = at.tensor(name, 2L * side - 1, perHead());
        return at.constant(name, RelativePositions.of(table, side, side));
    }

    private SDVariable attend(Scope at, SDVariable q, SDVariable k, SDVariable v) { // -> [P, N, D]
        SameDiff graph = at.graph();
        int tokens = tokens();
        int group = largestDivisor(parts(), block / Math.multiplyExact(tokens, tokens));
        int rows = largestDivisor(tokens, block / Math.multiplyExact(group, tokens));
        SDVariable marks =
                graph.tile(at.constant("key_positions", keyPositions()).reshape(1, tokens, 2L * side), group, 1, 1);
        List<SDVariable> groups = new ArrayList<>();
        SDVariable previous = null;
        for (int from = 0; from < parts(); from += group) {
            SDVariable keys = graph.concat(2, slice(k, from, group, 0, tokens, previous), marks);
            SDVariable values = slice(v, from, group, 0, tokens, previous);
            List<SDVariable> blocks = new ArrayList<>();
            for (int row = 0; row < tokens; row += rows) {
                SDVariable queries = slice(q, from, group, row, rows, previous);
                previous = group == 1 ? alone(at, queries, keys, values, rows) : together(at, queries, keys, values);
                blocks.add(previous);
            }
            groups.add(concat(graph, 1, blocks));
        }
        return concat(graph, 0, groups);
    }

    private static SDVariable together(Scope at, SDVariable q, SDVariable k, SDVariable v) { // -> [G, R, D]
        return at.products(at.graph().nn().softmax(at.products(q, k, true), -1), v, false);
    }

    /** As matrices, which the engine multiplies at more than twice the rate of a batch of them. */
    private SDVariable alone(Scope at, SDVariable q, SDVariable k, SDVariable v, int rows) { // -> [1, R, D]
        SameDiff graph = at.graph();
        long channels = perHead() + 2L * side;
        SDVariable scores = graph.mmul(q.reshape(rows, channels), k.reshape(tokens(), channels), false, true, false);
        return graph.mmul(at.softmax(scores), v.reshape(tokens(), perHead())).reshape(1, rows, perHead());
    }

    /** Waits for the block before: the engine would compute the scores of all blocks first, and keep them. */
    private static SDVariable slice(SDVariable x, long part, long parts, long row, long rows, SDVariable previous) {
        SDVariable slice =
                x.get(SDIndex.interval(part, part + parts), SDIndex.interval(row, row + rows), SDIndex.all());
        if (previous != null) slice.addControlDependency(previous);
        return slice;
    }

    private static SDVariable concat(SameDiff graph, int axis, List<SDVariable> parts) {
        return parts.size() == 1 ? parts.get(0) : graph.concat(axis, parts.toArray(SDVariable[]::new));
    }

    /** A one for the row and a one for the column of every key, {@code [N, 2S]}. */
    private Tensor keyPositions() {
        Tensor marks = Tensor.zeros(tokens(), 2 * side);
        for (int key = 0; key < tokens(); key++) {
            int start = key * 2 * side;
            marks.data()[start + key / side] = 1;
            marks.data()[start + side + key % side] = 1;
        }
        return marks;
    }

    private static int largestDivisor(int of, int most) {
        int divisor = Math.max(1, Math.min(of, most));
        while (of % divisor != 0) divisor--;
        return divisor;
    }

    private int tokens() {
        return side * side;
    }

    private int perHead() {
        return width / heads;
    }

    private int parts() {
        return windows * heads;
    }
}
