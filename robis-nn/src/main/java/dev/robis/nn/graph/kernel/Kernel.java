package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.BindableOp;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * An operation of a graph that is ours: what the engine needs many operations for, each of which writes its result to memory
 * and reads it again. Run as a step of its own ({@link BindableOp}), not by the engine, which does not know it. Its output has the first input's
 * shape, and it has no gradient, unless it says otherwise.
 */
abstract class Kernel extends DynamicCustomOp implements BindableOp {

    Kernel(SameDiff graph, SDVariable... inputs) {
        super(null, graph, inputs);
    }

    long[] outputShape(List<INDArray> inputs) {
        return inputs.get(0).shape();
    }

    /** All elements of a dense float32 array. */
    static FloatBuffer elements(INDArray x) {
        OffHeap.requireDense(x);
        return OffHeap.elements(x);
    }

    @Override
    public final List<LongShapeDescriptor> calculateOutputShape(OpContext context) {
        return List.of(LongShapeDescriptor.fromShape(
                outputShape(context.getInputArrays()), context.getInputArray(0).dataType()));
    }

    @Override
    public final List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
        return List.of(inputs.get(0));
    }

    @Override
    public final int getNumOutputs() {
        return 1;
    }

    @Override
    public final String opName() {
        return "robis_" + getClass().getSimpleName();
    }
}
