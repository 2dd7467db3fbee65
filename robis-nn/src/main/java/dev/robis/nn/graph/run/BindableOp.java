package dev.robis.nn.graph.run;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An operation of a graph that the engine does not know, and that brings its own {@link Step}. */
public interface BindableOp {

    /**
     * Prepares to compute {@code output} from {@code inputs}.
     *
     * @param memory for what lives within one run of the step; released before this returns
     */
    Step bind(List<INDArray> inputs, INDArray output, WorkingMemory memory);
}
