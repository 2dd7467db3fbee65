package dev.robis.nn.graph.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/**
 * Reverse-mode differentiation: appends the gradients of a loss to its graph, so that one run computes both, in one working
 * memory. The engine's own (ND4J 1.0.0-M2.1) copies the graph first, and with it loses derivatives of our operations, and
 * goes back through branches that end at no variable.
 */
final class Backward {

    private final SameDiff graph;
    private final Set<String> varying = new HashSet<>();
    private final Map<String, SDVariable> gradients = new HashMap<>();

    private Backward(SameDiff graph) {
        this.graph = graph;
    }

    /**
     * @param loss a scalar of the graph
     * @param variables of the graph
     * @return the gradient of each, in its shape, by its name
     * @throws IllegalArgumentException if the loss depends on one of them nowhere
     */
    static Map<String, SDVariable> append(SameDiff graph, String loss, Collection<String> variables) {
        List<SameDiffOp> operations = new ArrayList<>(graph.getOps().values()); // in the order they were added
        Backward backward = new Backward(graph);
        backward.varying.addAll(variables);
        for (SameDiffOp operation : operations) backward.markVarying(operation);
        backward.gradients.put(loss, graph.onesLike(graph.getVariable(loss)));
        Collections.reverse(operations);
        for (SameDiffOp operation : operations) backward.passThrough(operation);
        Map<String, SDVariable> found = new HashMap<>();
        for (String variable : variables) {
            SDVariable gradient = backward.gradients.get(variable);
            if (gradient == null)
                throw new IllegalArgumentException(variable + ": the loss " + loss + " does not depend on it");
            found.put(variable, gradient);
        }
        return found;
    }

    private void markVarying(SameDiffOp operation) {
        if (operation.getOp() instanceof StopGradient) return;
        if (operation.getInputsToOp().stream().anyMatch(varying::contains)) varying.addAll(operation.getOutputsOfOp());
    }

    private void passThrough(SameDiffOp operation) {
        List<String> outputs = operation.getOutputsOfOp();
        if (outputs.stream().noneMatch(output -> varying.contains(output) && gradients.containsKey(output))) return;
        List<SDVariable> above = outputs.stream()
                .map(output -> gradients.containsKey(output)
                        ? gradients.get(output)
                        : graph.zerosLike(graph.getVariable(output)))
                .toList();
        List<SDVariable> below = operation.getOp().doDiff(above);
        List<String> inputs = operation.getInputsToOp();
        for (int i = 0; i < Math.min(inputs.size(), below.size()); i++)
            if (varying.contains(inputs.get(i))) gradients.merge(inputs.get(i), below.get(i), SDVariable::add);
    }
}
