package dev.robis.nn.graph.layer;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** {@code x [R, C] w [C]}: every channel times its own factor. */
public class ChannelScale extends VectorBroadcast {

    /** For the engine, which copies operations. */
    public ChannelScale() {}

    public ChannelScale(SameDiff graph, SDVariable x, SDVariable vector, int columns) {
        super(graph, x, vector, columns);
    }

    @Override
    public String opName() {
        return "multiply";
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        SDVariable gradient = gradients.get(0);
        return List.of(gradient.mul(arg(1)), columnSums(gradient.mul(arg(0))));
    }
}
