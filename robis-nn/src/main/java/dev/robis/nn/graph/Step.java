package dev.robis.nn.graph;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One operation of a {@link Recording}, bound to the arrays it reads and writes. */
interface Step {

    void run();

    /** From now on reads {@code other} wherever it reads {@code array}; of the same shape. */
    void replace(INDArray array, INDArray other);

    /** One after the other. */
    static Step of(List<Step> steps) {
        return new Step() {

            @Override
            public void run() {
                steps.forEach(Step::run);
            }

            @Override
            public void replace(INDArray array, INDArray other) {
                steps.forEach(step -> step.replace(array, other));
            }
        };
    }
}
