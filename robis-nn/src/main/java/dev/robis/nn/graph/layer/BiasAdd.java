package dev.robis.nn.graph.layer;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** The bias of every channel added to it: {@code x [R, C] + b [C]}. */
public class BiasAdd extends VectorBroadcast {

    private final ColumnSum sums;

    /** For the engine, which copies operations. */
    public BiasAdd() {
        this.sums = VectorBroadcast::columnSums;
    }

    BiasAdd(SameDiff graph, SDVariable x, SDVariable bias, int columns, ColumnSum sums) {
        super(graph, x, bias, columns);
        this.sums = sums;
    }

    @Override
    public String opName() {
        return "add";
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        SDVariable gradient = gradients.get(0);
        return List.of(gradient, sums.of(sameDiff, gradient, columns()));
    }
}
