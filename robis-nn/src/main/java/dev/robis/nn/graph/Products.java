package dev.robis.nn.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Products of many matrices, one after the other: the engine has a loop of its own for batches of them, at a quarter of the
 * rate.
 */
final class Products extends Kernel {

    private final boolean transposed;

    /**
     * @param x {@code [..., M, K]}
     * @param y {@code [..., K, N]}, or {@code [..., N, K]} to be transposed
     */
    Products(SameDiff graph, SDVariable x, SDVariable y, boolean transposed) {
        super(graph, x, y);
        this.transposed = transposed;
    }

    @Override
    long[] outputShape(List<INDArray> inputs) {
        long[] shape = inputs.get(0).shape().clone();
        shape[shape.length - 1] = inputs.get(1).size(transposed ? -2 : -1);
        return shape;
    }

    @Override
    Step bind(List<INDArray> inputs, INDArray output, WorkingMemory memory) {
        List<Step> steps = new ArrayList<>();
        long count = output.length() / output.size(-1) / output.size(-2);
        for (long i = 0; i < count; i++)
            steps.add(EngineStep.product(
                    matrix(inputs.get(0), i), matrix(inputs.get(1), i), transposed, 1, matrix(output, i)));
        return Step.of(steps);
    }

    private static INDArray matrix(INDArray x, long index) {
        return window(x, x.size(-1), index * x.size(-2), x.size(-2), 0, x.size(-1));
    }
}
