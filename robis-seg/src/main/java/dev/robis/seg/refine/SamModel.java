package dev.robis.seg.refine;

import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.sam.SamWeights;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.seg.sam.SamImagePredictor;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A Segment Anything model that can be opened.
 *
 * @param name for messages
 * @param config its shape
 * @param file its weights, a safetensors file under the official names
 */
public record SamModel(String name, SamConfig config, Path file) {

    /**
     * A published model.
     *
     * @param name one of {@link SamConfig#NAMES}
     */
    public static SamModel named(String name, Path file) {
        return new SamModel(name, SamConfig.named(name), file);
    }

    /**
     * A model of the shape that its weights have.
     *
     * @see SamConfig#inferred
     * @throws IllegalArgumentException if the file holds no Segment Anything model, naming the tensor that it lacks
     * @throws IOException if the file is missing or damaged
     */
    public static SamModel inferred(Path file) throws IOException {
        try (SafetensorsFile weights = weights(file)) {
            return new SamModel(file.getFileName().toString(), SamConfig.inferred(weights), file);
        }
    }

    /**
     * Looks at names and shapes only, which takes no time.
     *
     * @throws IllegalArgumentException if a weight is missing, surplus or of another shape, naming it
     * @throws IOException if the file is missing or damaged
     */
    public void check() throws IOException {
        try (SafetensorsFile weights = weights(file)) {
            SamWeights.require(config, weights);
        }
    }

    /**
     * Reads the weights.
     *
     * @return to be closed by the caller
     * @throws IllegalArgumentException as {@link #check}
     * @throws IOException if the file is missing or damaged
     */
    public SamImagePredictor open() throws IOException {
        try (SafetensorsFile weights = weights(file)) {
            return SamImagePredictor.open(config, weights);
        }
    }

    private static SafetensorsFile weights(Path file) throws IOException {
        if (file.toString().endsWith(".pth"))
            throw new IOException(file + ": expected safetensors, found a checkpoint of PyTorch; convert it first "
                    + "(robis weights convert)");
        return SafetensorsFile.open(file);
    }
}
