package dev.robis.seg.detector;

import dev.robis.nn.tensor.TensorSource;
import java.io.IOException;

/** Learns a detector from good images. Stateless, safe for concurrent use in different folders. */
public interface DetectorTrainer {

    /**
     * What was learned.
     *
     * @param kept all that the detector must keep beside its encoder, under names of its own
     * @param origin how it went
     */
    record Learned(TensorSource kept, Origin origin) {}

    /**
     * Learns, from the beginning or from where the folder of the job says that an earlier process stopped.
     *
     * @throws IOException if images, weights or a checkpoint cannot be read, or there is nothing to learn from
     * @throws ArithmeticException if training diverges
     */
    Learned learn(TrainingJob job) throws IOException;
}
