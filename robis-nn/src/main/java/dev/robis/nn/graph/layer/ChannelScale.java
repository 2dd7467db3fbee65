package dev.robis.nn.graph.layer;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Every channel times its own factor: {@code x [R, C] s [C]}. */
public class ChannelScale extends VectorBroadcast {

    private final ColumnSum sums;

    /** For the engine, which copies operations. */
    public ChannelScale() {
        this.sums = VectorBroadcast::columnSums;
    }

    ChannelScale(SameDiff graph, SDVariable x, SDVariable scale, int columns, ColumnSum sums) {
        super(graph, x, scale, columns);
        this.sums = sums;
    }

    @Override
    public String opName() {
        return "multiply";
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        SDVariable gradient = gradients.get(0);
        return List.of(gradient.mul(arg(1)), sums.of(sameDiff, gradient.mul(arg(0)), columns()));
    }
}
