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
import org.nd4j.linalg.factory.Nd4j;

/**
 * An operation of a graph that is ours: what the engine needs many operations for, each of which writes its result to memory
 * and reads it again. Run as a step of its own ({@link BindableOp}), not by the engine, which does not know it. Its output has the first input's
 * shape, and it has no gradient, unless it says otherwise.
 */
public abstract class Kernel extends DynamicCustomOp implements BindableOp {

    public Kernel(SameDiff graph, SDVariable... inputs) {
        super(null, graph, inputs);
    }

    long[] outputShape(List<INDArray> inputs) {
        return inputs.get(0).shape();
    }

    /** A part of a dense array seen as a matrix of its last axis: some rows, of these some columns, where they are. */
    static INDArray window(INDArray x, long row, long rows, long column, long columns) {
        requireDense(x);
        long width = x.size(-1);
        return Nd4j.create(
                x.data(), new long[] {rows, columns}, new long[] {width, 1}, row * width + column, 'c', x.dataType());
    }

    /** All elements of a dense float32 array. */
    static FloatBuffer elements(INDArray x) {
        requireDense(x);
        return OffHeap.elements(x);
    }

    private static void requireDense(INDArray x) {
        if (x.ordering() != 'c' || x.isView())
            throw new IllegalStateException("expected a dense array in c order, found " + x.shapeInfoToString());
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
