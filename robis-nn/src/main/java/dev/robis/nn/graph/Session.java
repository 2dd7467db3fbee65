package dev.robis.nn.graph;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph ready to run. Owns its weights and working memory off-heap; what a run returns belongs to the session too,
 * and is valid until its next run. Not safe for concurrent use: the engine mixes the results of two threads on one
 * graph; give every thread its own.
 */
public final class Session implements AutoCloseable {

    private static final String GRADIENTS = "grad";

    private final SameDiff graph;
    private final ArrayPool pool = new ArrayPool();
    private final WorkingMemory memory = new WorkingMemory();
    private boolean closed;

    public Session(SameDiff graph) {
        this.graph = graph;
    }

    /**
     * Runs the graph forward.
     *
     * @param inputs placeholders by name. Not modified.
     * @return the outputs asked for, in order; valid until the next run
     */
    public List<INDArray> run(Map<String, INDArray> inputs, List<String> outputs) {
        requireOpen();
        graph.getSessions().keySet().retainAll(Set.of(Thread.currentThread().getId()));
        memory.lendTo(graph);
        Map<String, INDArray> results = graph.output(inputs, outputs);
        return outputs.stream().map(results::get).toList();
    }

    /** A weight that is a variable, as the graph uses it: writing to it changes the network. */
    public INDArray variable(String name) {
        requireOpen();
        return graph.getVariable(name).getArr();
    }

    /**
     * Runs the graph forward and backward.
     *
     * @param inputs placeholders by name. Not modified.
     * @param variables whose gradients are wanted; the same in every call
     * @param outputs names of values wanted beside them
     * @return both, by name; valid until the next run
     */
    public Gradients gradients(Map<String, INDArray> inputs, List<String> variables, List<String> outputs) {
        requireOpen();
        if (graph.getFunction(GRADIENTS) == null)
            Silence.during(() -> graph.createGradFunction(variables.toArray(String[]::new)));
        SameDiff backward = graph.getFunction(GRADIENTS);
        pool.reclaim();
        backward.getSessions()
                .computeIfAbsent(Thread.currentThread().getId(), thread -> new InferenceSession(backward))
                .setMmgr(pool);
        var both = graph.calculateGradientsAndOutputs(inputs, outputs, variables);
        return new Gradients(both.getGradients(), both.getOutputs());
    }

    /** Gradients by variable, outputs by name. */
    public record Gradients(Map<String, INDArray> byVariable, Map<String, INDArray> outputs) {}

    /** @throws IllegalStateException if this session is closed */
    public void requireOpen() {
        if (closed) throw new IllegalStateException("this network is closed");
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        pool.close();
        memory.close();
        for (SDVariable variable : graph.variables()) {
            VariableType type = variable.getVariableType();
            if (type != VariableType.CONSTANT && type != VariableType.VARIABLE) continue;
            INDArray array = variable.getArr();
            if (array != null && array.closeable()) array.close();
        }
    }
}
