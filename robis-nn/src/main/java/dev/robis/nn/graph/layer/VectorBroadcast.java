package dev.robis.nn.graph.layer;

import dev.robis.nn.graph.engine.Engine;
import dev.robis.nn.graph.kernel.ReduceSum;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An operation of the engine on a matrix {@code x [rows, columns]} and a vector beside or below it, with derivatives of
 * our own: the engine's take twenty to a hundred times as long (ND4J 1.0.0-M2.1), for they add up the vector's gradient
 * element by element. Here it is a product with ones.
 */
public abstract class VectorBroadcast extends DynamicCustomOp {

    private int columns;

    public VectorBroadcast() {}

    public VectorBroadcast(SameDiff graph, SDVariable x, SDVariable vector, int columns) {
        super(null, graph, new SDVariable[] {x, vector});
        this.columns = columns;
    }

    public final int columns() {
        return columns;
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
        return List.of(inputs.get(0));
    }

    final SDVariable columnSums(SDVariable y) {
        return columnSums(sameDiff, y, columns);
    }

    /** {@code [rows, columns] -> [columns]}. */
    public static SDVariable columnSums(SameDiff graph, SDVariable y, int columns) {
        return Engine.onCpu() ? new ReduceSum(graph, y).outputVariable() : columnSumsOfEngine(graph, y, columns);
    }

    public static SDVariable columnSumsOfEngine(SameDiff graph, SDVariable y, int columns) {
        return graph.mmul(graph.onesLike(rowSums(graph, y, columns)), y, true, false, false)
                .reshape(columns);
    }

    /** {@code [rows, columns] -> [rows, 1]}. */
    final SDVariable rowSums(SDVariable y) {
        return rowSums(sameDiff, y, columns);
    }

    public static SDVariable rowSums(SameDiff graph, SDVariable y, int columns) {
        return graph.mmul(y, ones(graph, y.dataType(), columns));
    }

    /** {@code [columns, 1]}. */
    public static SDVariable ones(SameDiff graph, DataType type, int columns) {
        String name = "ones/" + columns;
        return graph.hasVariable(name) ? graph.getVariable(name) : graph.constant(name, Nd4j.ones(type, columns, 1));
    }
}
