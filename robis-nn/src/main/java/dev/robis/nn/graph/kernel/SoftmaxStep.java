package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.run.EngineStep;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;

/** Softmax of every row of a matrix in place: {@code exp(x) / sum(exp x)}. */
final class SoftmaxStep {

    private SoftmaxStep() {}

    /** On a view with a third axis: oneDNN takes no matrices here, and is seven times as fast as the engine's own loop. */
    static EngineStep of(INDArray x) {
        INDArray third = x.reshape(1, x.size(0), x.size(1));
        return EngineStep.of(new SoftMax(), List.of(third), third, new long[] {-1}, new double[0]);
    }
}
