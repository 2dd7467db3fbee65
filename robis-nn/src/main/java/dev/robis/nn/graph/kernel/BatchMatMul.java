package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.engine.Engine;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.EngineStep;
import dev.robis.nn.graph.run.Step;
import dev.robis.nn.graph.run.WorkingMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * BatchMatMul of many matrices, each on one core: the engine has a loop of its own for batches of them, at a quarter of the
 * rate. With gradient.
 */
final class BatchMatMul extends Kernel {

    private final boolean firstTransposed;
    private final boolean secondTransposed;

    /**
     * @param x {@code [..., M, K]}, or {@code [..., K, M]} to be transposed
     * @param y {@code [..., K, N]}, or {@code [..., N, K]} to be transposed
     */
    BatchMatMul(SameDiff graph, SDVariable x, boolean firstTransposed, SDVariable y, boolean secondTransposed) {
        super(graph, x, y);
        this.firstTransposed = firstTransposed;
        this.secondTransposed = secondTransposed;
    }

    @Override
    long[] outputShape(List<INDArray> inputs) {
        long[] shape = inputs.get(0).shape().clone();
        shape[shape.length - 2] = inputs.get(0).size(firstTransposed ? -1 : -2);
        shape[shape.length - 1] = inputs.get(1).size(secondTransposed ? -2 : -1);
        return shape;
    }

    @Override
    public Step bind(List<INDArray> inputs, INDArray output, WorkingMemory memory) {
        List<Step> steps = new ArrayList<>();
        long count = output.length() / output.size(-1) / output.size(-2);
        for (long i = 0; i < count; i++)
            steps.add(EngineStep.product(
                    matrix(inputs.get(0), i),
                    firstTransposed,
                    matrix(inputs.get(1), i),
                    secondTransposed,
                    1,
                    0,
                    matrix(output, i)));
        return count < Engine.threads() ? Step.of(steps) : Step.sideBySide(lanes(steps));
    }

    private static List<Step> lanes(List<Step> steps) {
        int lanes = Engine.threads();
        return IntStream.range(0, lanes)
                .mapToObj(lane -> Step.of(IntStream.range(0, steps.size())
                        .filter(i -> i % lanes == lane)
                        .mapToObj(steps::get)
                        .toList()))
                .toList();
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        SDVariable x = arg(0), y = arg(1), g = gradients.get(0);
        return List.of(
                firstTransposed ? of(y, secondTransposed, g, true) : of(g, false, y, !secondTransposed),
                secondTransposed ? of(g, true, x, firstTransposed) : of(x, !firstTransposed, g, false));
    }

    private SDVariable of(SDVariable x, boolean firstTransposed, SDVariable y, boolean secondTransposed) {
        return new BatchMatMul(sameDiff, x, firstTransposed, y, secondTransposed).outputVariable();
    }

    private static INDArray matrix(INDArray x, long index) {
        return OffHeap.window(x, index * x.size(-2), x.size(-2), 0, x.size(-1));
    }
}
