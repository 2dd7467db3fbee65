package dev.robis.nn.graph.layer;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Every row times its own factor: {@code x [R, C] s [R, 1]}. */
public class RowScale extends VectorBroadcast {

    /** For the engine, which copies operations. */
    public RowScale() {}

    RowScale(SameDiff graph, SDVariable x, SDVariable scale, int columns) {
        super(graph, x, scale, columns);
    }

    @Override
    public String opName() {
        return "multiply";
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        SDVariable gradient = gradients.get(0);
        return List.of(gradient.mul(arg(1)), rowSums(sameDiff, gradient.mul(arg(0)), columns()));
    }
}
