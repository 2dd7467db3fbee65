package dev.robis.benchmarks.compare;

import dev.robis.nn.tensor.Tensor;
import java.util.Map;

/** A stage made ready, to be run again and again. */
interface Workload extends AutoCloseable {

    /** One run. */
    void run() throws Exception;

    /** What the runs so far gave, under names that all contenders share. */
    Map<String, Tensor> outputs();

    @Override
    default void close() throws Exception {}
}
