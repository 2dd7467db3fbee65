package dev.robis.cli;

import dev.robis.seg.EncoderWeights;
import java.nio.file.Path;

/** The encoder's weights, from a file if one is given. */
final class Weights {

    private Weights() {}

    static EncoderWeights of(Path file) {
        return file == null ? EncoderWeights.standard() : EncoderWeights.file(file);
    }
}
