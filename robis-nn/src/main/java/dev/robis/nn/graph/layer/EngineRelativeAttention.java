package dev.robis.nn.graph.layer;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Self-attention with decomposed relative positions by the engine's operations.
 *
 * <p>The two position terms are appended to each query, and each key gets a one for its own row and column. So one product
 * gives the sum of all three terms. Scores are computed block after block and never live all at once: at 4,096 tokens and 16
 * heads they would take 1 GB.
 */
record EngineRelativeAttention(SameDiff graph, Layers layers, AttentionShape shape) {

    /** @param qkv {@code [images * tokens, 3 * width]} */
    SDVariable of(SDVariable qkv, SDVariable rows, SDVariable columns) {
        int tokens = shape.tokens(), parts = shape.parts(), perHead = shape.perHead(), side = shape.side();
        SDVariable[] kinds = graph.unstack(
                qkv.reshape(shape.images(), tokens, 3, shape.heads(), perHead).permute(2, 0, 3, 1, 4),
                0,
                3); // [B, H, T, D]
        SDVariable bare = kinds[0].reshape(parts, tokens, perHead);
        DecomposedPositions positions = new DecomposedPositions(layers, shape);
        SDVariable q = graph.concat(
                2,
                bare,
                positions.byRow(bare, rows).reshape(parts, tokens, side),
                positions.byColumn(bare, columns).reshape(parts, tokens, side)); // [P, T, D+2S]
        SDVariable k = kinds[1].mul(1 / Math.sqrt(perHead)).reshape(parts, tokens, perHead);
        SDVariable v = kinds[2].reshape(parts, tokens, perHead);
        return attend(q, k, v)
                .reshape(shape.images(), shape.heads(), tokens, perHead)
                .permute(0, 2, 1, 3)
                .reshape((long) shape.images() * tokens, shape.width());
    }

    private SDVariable attend(SDVariable q, SDVariable k, SDVariable v) { // -> [P, T, D]
        int tokens = shape.tokens(), parts = shape.parts();
        int group = largestDivisor(parts, shape.block() / Math.multiplyExact(tokens, tokens));
        int rows = largestDivisor(tokens, shape.block() / Math.multiplyExact(group, tokens));
        SDVariable marks = graph.tile(marks().reshape(1, tokens, 2L * shape.side()), group, 1, 1);
        List<SDVariable> groups = new ArrayList<>();
        SDVariable previous = null;
        for (int from = 0; from < parts; from += group) {
            SDVariable keys = graph.concat(2, slice(k, from, group, 0, tokens, previous), marks);
            SDVariable values = slice(v, from, group, 0, tokens, previous);
            List<SDVariable> blocks = new ArrayList<>();
            for (int row = 0; row < tokens; row += rows) {
                SDVariable queries = slice(q, from, group, row, rows, previous);
                previous = group == 1 ? one(queries, keys, values, rows) : several(queries, keys, values);
                blocks.add(previous);
            }
            groups.add(concat(1, blocks));
        }
        return concat(0, groups);
    }

    /** Several heads at once. */
    private SDVariable several(SDVariable q, SDVariable k, SDVariable v) { // -> [G, R, D]
        return layers.batchMatMul(graph.nn().softmax(layers.batchMatMul(q, k, true), -1), v, false);
    }

    /** A single head, as matrices, which the engine multiplies at more than twice the rate of a batch of them. */
    private SDVariable one(SDVariable q, SDVariable k, SDVariable v, int rows) { // -> [1, R, D]
        long channels = shape.perHead() + 2L * shape.side();
        SDVariable scores =
                graph.mmul(q.reshape(rows, channels), k.reshape(shape.tokens(), channels), false, true, false);
        return graph.mmul(graph.nn().softmax(scores, -1), v.reshape(shape.tokens(), shape.perHead()))
                .reshape(1, rows, shape.perHead());
    }

    /** Waits for the block before: the engine would compute the scores of all blocks first, and keep them. */
    private static SDVariable slice(SDVariable x, long part, long parts, long row, long rows, SDVariable previous) {
        SDVariable slice =
                x.get(SDIndex.interval(part, part + parts), SDIndex.interval(row, row + rows), SDIndex.all());
        if (previous != null) slice.addControlDependency(previous);
        return slice;
    }

    private SDVariable concat(int axis, List<SDVariable> parts) {
        return parts.size() == 1 ? parts.get(0) : graph.concat(axis, parts.toArray(SDVariable[]::new));
    }

    /** A one for the row and a one for the column of every key, {@code [T, 2S]}; the same for all attentions of a side. */
    private SDVariable marks() {
        int side = shape.side();
        String name = "key_positions/" + side;
        if (graph.hasVariable(name)) return graph.getVariable(name);
        float[][] marks = new float[shape.tokens()][2 * side];
        for (int key = 0; key < marks.length; key++) {
            marks[key][key / side] = 1;
            marks[key][side + key % side] = 1;
        }
        INDArray array = Nd4j.createFromArray(marks);
        return graph.constant(name, array);
    }

    private static int largestDivisor(int of, int most) {
        int divisor = Math.max(1, Math.min(of, most));
        while (of % divisor != 0) divisor--;
        return divisor;
    }
}
