package dev.robis.nn.sam;

import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small model with random weights, for what holds whatever the weights are. */
final class RandomSam {

    static final SamConfig CONFIG = new SamConfig(
            32,
            4,
            16,
            4,
            new SamConfig.Encoder(12, 2, 2, 2, 3, List.of(1), 1e-6),
            new SamConfig.Decoder(2, 2, 8, 3, 2, 6));

    private RandomSam() {}

    static TensorSource weights(long seed) {
        return MapTensorSource.of(tensors(SamWeights.names(CONFIG), seed), "random weights of seed " + seed);
    }

    static Map<String, Tensor> tensors(Map<String, List<Long>> shapes, long seed) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Random random = new Random(seed);
        shapes.forEach((name, shape) -> tensors.put(
                name, tensor(random, shape.stream().mapToInt(Long::intValue).toArray())));
        return tensors;
    }

    static Tensor tensor(Random random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (float) random.nextGaussian() * 0.5f;
        return tensor;
    }
}
