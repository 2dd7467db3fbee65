package dev.robis.nn.graph;

import org.nd4j.linalg.api.ndarray.INDArray;

/** One operation of a {@link Recording}, bound to the arrays it reads and writes. */
interface Step {

    void run();

    /** From now on reads {@code other} wherever it reads {@code array}; of the same shape. */
    void replace(INDArray array, INDArray other);
}
