package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.Step;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes a position bias to the scores of some queries, {@code S[q, k] = B[q, k]}; the product of queries and keys is added to it.
 *
 * @param bias one matrix B, {@code [queries, keys]}
 * @param first row of B that is wanted
 * @param scores S, {@code [some queries, keys]}, the first rows of a dense array
 */
record PositionBias(INDArray[] bias, int first, INDArray scores) implements Step {

    @Override
    public void run() {
        FloatBuffer from = Kernel.elements(bias[0]);
        int keys = Math.toIntExact(scores.size(1));
        int count = Math.toIntExact(scores.size(0)) * keys;
        OffHeap.elements(scores).put(0, from, first * keys, count);
    }

    @Override
    public List<Consumer<INDArray>> readersOf(INDArray array) {
        return Step.places(bias, array);
    }
}
