package dev.robis.nn.graph.layer;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** {@code x [R, C] - m [R, 1]}: every row less its own number. */
public class RowSubtract extends VectorBroadcast {

    /** For the engine, which copies operations. */
    public RowSubtract() {}

    public RowSubtract(SameDiff graph, SDVariable x, SDVariable vector, int columns) {
        super(graph, x, vector, columns);
    }

    @Override
    public String opName() {
        return "subtract";
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        SDVariable gradient = gradients.get(0);
        return List.of(gradient, rowSums(gradient).neg());
    }
}
