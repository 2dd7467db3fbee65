package dev.robis.nn.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Attention of one head after the other, in blocks of queries whose scores stay near the cache. The scores of all live in one
 * place; every result is written where it is wanted.
 *
 * @param tokens queries of a head, and its keys
 * @param scores {@code [queries of a block, tokens]}
 */
record HeadAttention(int tokens, INDArray scores) {

    /** @param block scores that live at once, at most; a single query may exceed it */
    static HeadAttention within(int block, int tokens, WorkingMemory memory) {
        int rows = Math.max(1, Math.min(tokens, block / tokens));
        return new HeadAttention(tokens, memory.allocate(true, DataType.FLOAT, rows, tokens));
    }

    /**
     * @param queries dense, its last axis a query; this head's from row {@code query} on
     * @param keys {@code [tokens, channels of a query]}
     * @param values {@code [tokens, C]}
     * @param factor of the scores
     * @param output {@code [R, W]}; the head's part begins at {@code row} and {@code column}
     */
    List<Step> steps(
            INDArray queries,
            long query,
            INDArray keys,
            INDArray values,
            double factor,
            INDArray output,
            long row,
            long column) {
        List<Step> steps = new ArrayList<>();
        int rows = Math.toIntExact(scores.size(0));
        for (int from = 0; from < tokens; from += rows) {
            int count = Math.min(rows, tokens - from);
            INDArray some = Kernel.window(queries, query + from, count, 0, queries.size(-1));
            INDArray own = Kernel.window(scores, 0, count, 0, tokens);
            INDArray mixed = Kernel.window(output, row + from, count, column, values.size(1));
            steps.add(EngineStep.product(some, false, keys, true, factor, own));
            steps.add(Softmax.step(own, own));
            steps.add(EngineStep.product(own, false, values, false, 1, mixed));
        }
        return steps;
    }
}
