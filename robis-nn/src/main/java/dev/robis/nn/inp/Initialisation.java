package dev.robis.nn.inp;

import dev.robis.nn.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What the trained tensors are before training, as the reference draws them: linear weights normal with standard
 * deviation 0.01, truncated at three of them; biases 0; layer norms 1 and 0; prototypes standard normal; scales 1.
 */
final class Initialisation {

    private static final double DEVIATION = 0.01;
    private static final double TRUNCATION = 3;

    private Initialisation() {}

    /** The same tensors for the same seed, on every machine. */
    static Map<String, Tensor> draw(InpFormerConfig config, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        InpFormerWeights.names(config).forEach((name, shape) -> tensors.put(name, tensor(name, shape, random)));
        return tensors;
    }

    private static Tensor tensor(String name, List<Long> shape, RandomGenerator random) {
        Tensor tensor = Tensor.zeros(shape.stream().mapToInt(Math::toIntExact).toArray());
        float[] data = tensor.data();
        if (name.equals("prototype_token"))
            for (int i = 0; i < data.length; i++) data[i] = (float) random.nextGaussian();
        else if (name.endsWith(".bias")) return tensor;
        else if (shape.size() == 2)
            for (int i = 0; i < data.length; i++) data[i] = (float) (DEVIATION * truncated(random));
        else Arrays.fill(data, 1);
        return tensor;
    }

    private static double truncated(RandomGenerator random) {
        while (true) {
            double value = random.nextGaussian();
            if (Math.abs(value) <= TRUNCATION) return value;
        }
    }
}
