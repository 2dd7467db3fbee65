package dev.robis.seg.refine;

import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.sam.SamWeights;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A Segment Anything of 64-pixel inputs with random weights. */
public final class TinySam {

    public static final SamConfig CONFIG = new SamConfig(
            64,
            8,
            16,
            4,
            new SamConfig.Encoder(12, 2, 2, 2, 3, List.of(1), 1e-6),
            new SamConfig.Decoder(2, 2, 8, 3, 2, 6));

    /** What the shapes do not tell. */
    static final Map<String, String> METADATA = Map.of("decoder_heads", "2");

    private TinySam() {}

    public static SamModel write(Path file, long seed) throws IOException {
        SafetensorsWriter.write(file, tensors(seed), METADATA);
        return SamModel.inferred(file);
    }

    /** One whose logits are 0, so that it finds nothing. */
    public static SamModel writeBlind(Path file) throws IOException {
        Map<String, Tensor> tensors = tensors(1);
        tensors.forEach((name, tensor) -> {
            if (name.startsWith("mask_decoder.output_hypernetworks_mlps.") && name.contains("layers.2"))
                Arrays.fill(tensor.data(), 0);
        });
        SafetensorsWriter.write(file, tensors, METADATA);
        return SamModel.inferred(file);
    }

    static Map<String, Tensor> tensors(long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        SamWeights.names(CONFIG).forEach((name, shape) -> {
            Tensor tensor = Tensor.zeros(shape.stream().mapToInt(Long::intValue).toArray());
            for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (float) random.nextGaussian() * 0.5f;
            tensors.put(name, tensor);
        });
        return tensors;
    }
}
