package dev.robis.cli;

import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.sam.SamWeights;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random weights of a Segment Anything that is small enough to be written and run at once. */
final class TinySam {

    private static final SamConfig CONFIG = new SamConfig(
            64,
            8,
            16,
            4,
            new SamConfig.Encoder(12, 2, 2, 2, 3, List.of(1), 1e-6),
            new SamConfig.Decoder(2, 2, 8, 3, 2, 6));

    private TinySam() {}

    /** @return the file */
    static Path write(Path file) throws IOException {
        Random random = new Random(6); // its masks are neither empty nor full
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        SamWeights.names(CONFIG).forEach((name, shape) -> {
            Tensor tensor = Tensor.zeros(shape.stream().mapToInt(Long::intValue).toArray());
            for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (float) random.nextGaussian() * 0.5f;
            tensors.put(name, tensor);
        });
        String heads = Integer.toString(CONFIG.decoder().heads());
        SafetensorsWriter.write(file, tensors, Map.of("decoder_heads", heads));
        return file;
    }
}
