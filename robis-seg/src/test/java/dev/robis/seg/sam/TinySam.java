package dev.robis.seg.sam;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.sam.SamWeights;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small Segment Anything with random weights, and images for it. */
final class TinySam {

    static final SamConfig CONFIG = new SamConfig(
            32,
            4,
            16,
            4,
            new SamConfig.Encoder(12, 2, 2, 2, 3, List.of(1), 1e-6),
            new SamConfig.Decoder(2, 2, 8, 3, 2, 6));

    private TinySam() {}

    static SamImagePredictor open(long seed) {
        return SamImagePredictor.open(CONFIG, MapTensorSource.of(weights(seed), "random weights of seed " + seed));
    }

    static Map<String, Tensor> weights(long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        SamWeights.names(CONFIG).forEach((name, shape) -> {
            Tensor tensor = Tensor.zeros(shape.stream().mapToInt(Long::intValue).toArray());
            for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (float) random.nextGaussian() * 0.5f;
            weights.put(name, tensor);
        });
        return weights;
    }

    static Planar<GrayU8> image(long seed, int width, int height) {
        Planar<GrayU8> image = new Planar<>(GrayU8.class, width, height, 3);
        Random random = new Random(seed);
        for (GrayU8 band : image.bands) random.nextBytes(band.data);
        return image;
    }
}
