package dev.robis.nn.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One run of a graph, to be repeated: its operations in order, with the arrays they read and wrote then. Shapes, memory and
 * order do not change from run to run; the engine finds them anew each time, which takes a tenth of a run.
 */
final class Recording {

    private final Map<String, INDArray> inputs;
    private final List<Step> steps;
    private final List<INDArray> outputs;

    /**
     * @param inputs placeholders by name
     * @param outputs arrays that hold what was asked for, once the steps have run
     */
    Recording(Map<String, INDArray> inputs, List<Step> steps, List<INDArray> outputs) {
        this.inputs = new HashMap<>(inputs);
        this.steps = List.copyOf(steps);
        this.outputs = List.copyOf(outputs);
    }

    /** Whether it can be repeated on these: the same placeholders, of the same shapes and types. */
    boolean fits(Map<String, INDArray> others) {
        return others.keySet().equals(inputs.keySet())
                && others.entrySet().stream().allMatch(entry -> alike(entry.getValue(), inputs.get(entry.getKey())));
    }

    private static boolean alike(INDArray one, INDArray other) {
        return one == other || one.equalShapes(other) && one.dataType() == other.dataType();
    }

    List<INDArray> run(Map<String, INDArray> now) {
        now.forEach((name, array) -> {
            INDArray before = inputs.put(name, array);
            if (before != array) steps.forEach(step -> step.replace(before, array));
        });
        steps.forEach(Step::run);
        return outputs;
    }

    List<INDArray> outputs() {
        return outputs;
    }
}
