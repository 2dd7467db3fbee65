package dev.robis.cli;

import dev.robis.seg.detector.EncoderWeights;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the encoder's weights are. */
final class WeightsOptions {

    @Option(
            names = "--encoder-weights",
            paramLabel = "FILE",
            description = "The encoder's weights as safetensors (default: ROBIS_HOME/weights/NAME.safetensors).")
    private Path file;

    EncoderWeights weights() {
        return file == null ? EncoderWeights.standard() : EncoderWeights.file(file);
    }
}
