package dev.robis.nn.graph.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final SameDiff graph;
    private final WorkingMemory memory = new WorkingMemory();
    private final Map<List<String>, CapturedGraph> recordings = new HashMap<>();
    private Map<String, SDVariable> gradients;
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
        CapturedGraph recording = recordings.get(outputs);
        if (recording != null && recording.fits(inputs)) return recording.run(inputs);
        recording = record(inputs, outputs);
        recordings.put(List.copyOf(outputs), recording);
        return recording.outputs();
    }

    private CapturedGraph record(Map<String, INDArray> inputs, List<String> outputs) {
        memory.reclaim();
        GraphCapture recorder = new GraphCapture(graph, memory);
        Map<Long, InferenceSession> sessions = graph.getSessions();
        sessions.clear();
        sessions.put(Thread.currentThread().getId(), recorder);
        try {
            Map<String, INDArray> results = graph.output(inputs, outputs);
            return new CapturedGraph(
                    inputs, recorder.steps(), outputs.stream().map(results::get).toList());
        } finally {
            sessions.clear();
        }
    }

    /** A weight that is a variable, as the graph uses it: writing to it changes the network. */
    public INDArray variable(String name) {
        requireOpen();
        return graph.getVariable(name).getArr();
    }

    /**
     * Runs the graph forward and backward, from its loss variable.
     *
     * @param inputs placeholders by name. Not modified.
     * @param variables whose gradients are wanted; the same in every call
     * @param outputs names of values wanted beside them
     * @return both, by name; valid until the next run
     */
    public Gradients gradients(Map<String, INDArray> inputs, List<String> variables, List<String> outputs) {
        requireOpen();
        if (gradients == null)
            gradients = Backward.append(graph, graph.getLossVariables().get(0), variables);
        List<String> wanted = new ArrayList<>(outputs);
        for (String variable : variables) wanted.add(gradients.get(variable).name());
        List<INDArray> found = run(inputs, wanted);
        Map<String, INDArray> values = new LinkedHashMap<>();
        Map<String, INDArray> byVariable = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++)
            if (i < outputs.size()) values.put(outputs.get(i), found.get(i));
            else byVariable.put(variables.get(i - outputs.size()), found.get(i));
        return new Gradients(byVariable, values);
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
        recordings.clear();
        memory.close();
        for (SDVariable variable : graph.variables()) {
            VariableType type = variable.getVariableType();
            if (type != VariableType.CONSTANT && type != VariableType.VARIABLE) continue;
            INDArray array = variable.getArr();
            if (array != null && array.closeable()) array.close();
        }
    }
}
