package dev.robis.nn.graph.run;

import dev.robis.nn.graph.engine.Engine;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One operation of a {@link CapturedGraph}, bound to the arrays it reads and writes. */
public interface Step {

    void run();

    /** Every place that reads an array, to give it another one of the same shape. */
    List<Consumer<INDArray>> readersOf(INDArray array);

    /** The places of a list that hold an array. */
    static List<Consumer<INDArray>> places(INDArray[] arrays, INDArray array) {
        return IntStream.range(0, arrays.length)
                .filter(i -> arrays[i] == array)
                .<Consumer<INDArray>>mapToObj(i -> other -> arrays[i] = other)
                .toList();
    }

    /** At the same time, each on a core of its own. */
    static Step sideBySide(List<Step> lanes) {
        if (lanes.size() == 1) return lanes.get(0);
        Step all = of(lanes);
        return new Step() {

            @Override
            public void run() {
                lanes.parallelStream().forEach(lane -> Engine.singleThreaded(lane::run));
            }

            @Override
            public List<Consumer<INDArray>> readersOf(INDArray array) {
                return all.readersOf(array);
            }
        };
    }

    /** One after the other. */
    static Step of(List<Step> steps) {
        return new Step() {

            @Override
            public void run() {
                steps.forEach(Step::run);
            }

            @Override
            public List<Consumer<INDArray>> readersOf(INDArray array) {
                return steps.stream()
                        .flatMap(step -> step.readersOf(array).stream())
                        .toList();
            }
        };
    }
}
