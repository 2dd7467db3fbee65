package dev.robis.nn.graph.layer;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An operation of the engine on a matrix {@code x [R, C]} and a vector that is broadcast over its rows or its columns, with
 * derivatives of our own. The engine's derivatives take twenty to a hundred times as long (ND4J 1.0.0-M2.1): they add up the
 * vector's gradient element by element.
 */
abstract class VectorBroadcast extends DynamicCustomOp {

    private final int columns;

    /** For the engine, which copies operations. */
    VectorBroadcast() {
        this.columns = 0;
    }

    VectorBroadcast(SameDiff graph, SDVariable x, SDVariable vector, int columns) {
        super(null, graph, new SDVariable[] {x, vector});
        this.columns = columns;
    }

    final int columns() {
        return columns;
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
        return List.of(inputs.get(0));
    }

    /** {@code [R, C] -> [C]}, as a product with ones. */
    static SDVariable columnSums(SameDiff graph, SDVariable x, int columns) {
        return graph.mmul(graph.onesLike(rowSums(graph, x, columns)), x, true, false, false)
                .reshape(columns);
    }

    /** {@code [R, C] -> [R, 1]}, as a product with ones. */
    static SDVariable rowSums(SameDiff graph, SDVariable x, int columns) {
        return graph.mmul(x, ones(graph, x.dataType(), columns));
    }

    private static SDVariable ones(SameDiff graph, DataType type, int columns) { // [C, 1]
        String name = "ones/" + columns;
        return graph.hasVariable(name) ? graph.getVariable(name) : graph.constant(name, Nd4j.ones(type, columns, 1));
    }
}
