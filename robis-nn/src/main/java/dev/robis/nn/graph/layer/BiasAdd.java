package dev.robis.nn.graph.layer;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** {@code x [R, C] + b [C]}: every channel plus its own bias. */
public class BiasAdd extends VectorBroadcast {

    /** For the engine, which copies operations. */
    public BiasAdd() {}

    public BiasAdd(SameDiff graph, SDVariable x, SDVariable vector, int columns) {
        super(graph, x, vector, columns);
    }

    @Override
    public String opName() {
        return "add";
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        SDVariable gradient = gradients.get(0);
        return List.of(gradient, columnSums(gradient));
    }
}
