package dev.robis.nn.graph.layer;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** A number of its own subtracted from every row: {@code x [R, C] - m [R, 1]}. */
public class RowSubtract extends VectorBroadcast {

    /** For the engine, which copies operations. */
    public RowSubtract() {}

    RowSubtract(SameDiff graph, SDVariable x, SDVariable subtrahend, int columns) {
        super(graph, x, subtrahend, columns);
    }

    @Override
    public String opName() {
        return "subtract";
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        SDVariable gradient = gradients.get(0);
        return List.of(gradient, rowSums(sameDiff, gradient, columns()).neg());
    }
}
