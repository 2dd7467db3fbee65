package dev.robis.nn.graph.run;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One run of a graph, to be repeated: its operations in order, with the arrays they read and wrote then. Shapes, memory and
 * order do not change from run to run; the engine finds them anew each time, which takes a tenth of a run.
 */
final class CapturedGraph {

    /** A placeholder: the array it is now, and who reads it. */
    private static final class Input {

        private final List<Consumer<INDArray>> readers;
        private INDArray array;

        Input(INDArray array, List<Step> steps) {
            this.array = array;
            this.readers = steps.stream()
                    .flatMap(step -> step.readersOf(array).stream())
                    .toList();
        }

        boolean fits(INDArray other) {
            return array == other || array.equalShapes(other) && array.dataType() == other.dataType();
        }

        void set(INDArray other) {
            if (array == other) return;
            array = other;
            readers.forEach(reader -> reader.accept(other));
        }
    }

    private final Map<String, Input> inputs = new HashMap<>();
    private final List<Step> steps;
    private final List<INDArray> outputs;
    private final boolean repeatable;

    /**
     * @param inputs placeholders by name
     * @param outputs arrays that hold what was asked for, once the steps have run
     */
    CapturedGraph(Map<String, INDArray> inputs, List<Step> steps, List<INDArray> outputs) {
        this.steps = List.copyOf(steps);
        this.outputs = List.copyOf(outputs);
        inputs.forEach((name, array) -> this.inputs.put(name, new Input(array, steps)));
        Set<INDArray> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        arrays.addAll(inputs.values());
        repeatable = arrays.size() == inputs.size(); // else who reads which placeholder cannot be told
    }

    /** Whether it can be repeated on these: the same placeholders, of the same shapes and types. */
    boolean fits(Map<String, INDArray> others) {
        return repeatable
                && others.keySet().equals(inputs.keySet())
                && others.entrySet().stream()
                        .allMatch(entry -> inputs.get(entry.getKey()).fits(entry.getValue()));
    }

    List<INDArray> run(Map<String, INDArray> now) {
        now.forEach((name, array) -> inputs.get(name).set(array));
        steps.forEach(Step::run);
        return outputs;
    }

    List<INDArray> outputs() {
        return outputs;
    }
}
