package dev.robis.nn.graph.run;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/** Passes its input on and lets no gradient back, see {@link Backward}. libnd4j has the operation, the Java side lacks it. */
public class StopGradient extends DynamicCustomOp {

    /** For the engine, which copies operations. */
    public StopGradient() {}

    public StopGradient(SameDiff graph, SDVariable input) {
        super(null, graph, new SDVariable[] {input});
    }

    @Override
    public String opName() {
        return "stop_gradient";
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
        return inputs;
    }
}
