package dev.robis.nn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph ready to run. Owns its weights off-heap. Not safe for concurrent use: the engine mixes the results of two
 * threads on one graph; give every thread its own.
 */
public final class Session implements AutoCloseable {

    private final SameDiff graph;
    private boolean closed;

    public Session(SameDiff graph) {
        this.graph = graph;
    }

    /**
     * @param inputs placeholders by name. Not modified, not closed.
     * @return the outputs asked for, in order; the caller closes them
     */
    public List<INDArray> run(Map<String, INDArray> inputs, List<String> outputs) {
        requireOpen();
        Map<String, INDArray> results = graph.output(inputs, outputs);
        List<INDArray> ordered = new ArrayList<>(outputs.size());
        for (String output : outputs) ordered.add(results.get(output));
        return ordered;
    }

    /** The weights that are variables, by name, as the graph uses them: writing to them changes the network. */
    public INDArray variable(String name) {
        requireOpen();
        return graph.getVariable(name).getArr();
    }

    /**
     * @param gradients names of the variables whose gradients are wanted
     * @param outputs names of values wanted beside them
     * @return both, gradients under the variables' names; the caller closes them
     */
    public Gradients gradients(Map<String, INDArray> inputs, List<String> gradients, List<String> outputs) {
        requireOpen();
        if (graph.getFunction("grad") == null)
            Silence.during(() -> graph.createGradFunction(gradients.toArray(String[]::new)));
        var both = graph.calculateGradientsAndOutputs(inputs, outputs, gradients);
        return new Gradients(both.getGradients(), both.getOutputs());
    }

    /** Gradients by variable, outputs by name. */
    public record Gradients(Map<String, INDArray> byVariable, Map<String, INDArray> outputs) implements AutoCloseable {
        @Override
        public void close() {
            byVariable.values().forEach(INDArray::close);
            outputs.values().forEach(INDArray::close);
        }
    }

    private void requireOpen() {
        if (closed) throw new IllegalStateException("this network is closed");
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        for (SDVariable variable : graph.variables())
            if (variable.isConstant() || variable.getVariableType().name().equals("VARIABLE")) {
                INDArray array = variable.getArr();
                if (array != null && array.closeable()) array.close();
            }
    }
}
