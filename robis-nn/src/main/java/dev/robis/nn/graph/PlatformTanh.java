package dev.robis.nn.graph;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * The hyperbolic tangent as oneDNN computes it, in vectors; {@code SDMath.tanh} never asks oneDNN, and takes twenty times as
 * long (ND4J 1.0.0-M2.1). Without gradient.
 */
public class PlatformTanh extends DynamicCustomOp {

    /** For the engine, which copies operations. */
    public PlatformTanh() {}

    PlatformTanh(SameDiff graph, SDVariable input) {
        super(null, graph, new SDVariable[] {input});
    }

    @Override
    public String opName() {
        return "tanh";
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
        return inputs;
    }
}
