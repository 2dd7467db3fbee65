package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.run.EngineStep;
import dev.robis.nn.graph.run.Step;
import dev.robis.nn.graph.run.WorkingMemory;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;

/** Softmax of every row, in place where the output is the input. */
public final class Softmax extends Kernel {

    public Softmax(SameDiff graph, SDVariable x) {
        super(graph, x);
    }

    @Override
    public Step bind(List<INDArray> inputs, INDArray output, WorkingMemory memory) {
        return step(inputs.get(0), output);
    }

    /** On views of a third axis: oneDNN takes no matrices here, and is seven times as fast as the engine's own loop. */
    static EngineStep step(INDArray x, INDArray output) {
        return EngineStep.of(new SoftMax(), List.of(third(x)), third(output), new long[] {-1}, new double[0]);
    }

    private static INDArray third(INDArray x) {
        return x.reshape(1, x.size(0), x.size(1));
    }
}
