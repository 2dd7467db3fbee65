package dev.robis.benchmarks;

import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.inp.InpFormerTrainer;
import dev.robis.nn.inp.TrainingPlan;
import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.sam.SamWeights;
import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorInfo;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.VitConfig;
import dev.robis.nn.vit.VitWeights;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Weights in the shapes of official checkpoints, so that nothing has to be downloaded to measure speed: factors of norms
 * and scales 1, everything else uniform about zero. The same for the same names.
 *
 * @param shapes by name
 */
public record SeededWeights(Map<String, List<Long>> shapes) implements TensorSource {

    private static final double HALF_WIDTH = 0.035; // a standard deviation of 0.02, as transformers begin with

    /** Of a vision transformer. */
    public static SeededWeights of(VitConfig config) {
        return new SeededWeights(VitWeights.names(config));
    }

    /** Of a Segment Anything model. */
    public static SeededWeights of(SamConfig config) {
        return new SeededWeights(SamWeights.names(config));
    }

    /** Of the trained part of an anomaly model. */
    public static SeededWeights ofTrainedPart(InpFormerConfig config) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        int onePatch = config.encoder().patch();
        try (InpFormerTrainer trainer =
                InpFormerTrainer.start(config, TrainingPlan.reference(1, 1), of(config.encoder()), onePatch, 0)) {
            trainer.trained()
                    .forEach((name, tensor) -> shapes.put(
                            name,
                            Arrays.stream(tensor.shape()).asLongStream().boxed().toList()));
        }
        return new SeededWeights(shapes);
    }

    /** A tensor of standard normal elements. */
    public static Tensor normal(long seed, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        Random random = new Random(seed);
        for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (float) random.nextGaussian();
        return tensor;
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public Optional<TensorInfo> info(String name) {
        return Optional.ofNullable(shapes.get(name)).map(shape -> new TensorInfo(name, DType.F32, shape));
    }

    @Override
    public void read(String name, long from, FloatBuffer into) {
        if (isFactor(name)) {
            while (into.hasRemaining()) into.put(1);
            return;
        }
        long seed = name.hashCode() * 0x9E3779B97F4A7C15L;
        for (long i = from; into.hasRemaining(); i++) into.put((float) (HALF_WIDTH * (2 * uniform(seed + i) - 1)));
    }

    /** In [0, 1): the finaliser of SplitMix64, so that an element does not depend on how a tensor is read. */
    private static double uniform(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
    }

    private boolean isFactor(String name) {
        boolean vector = shapes.get(name).size() == 1;
        return name.endsWith("gamma") || name.endsWith("learn_scale") || (vector && name.endsWith("weight"));
    }

    @Override
    public String describe() {
        return "seeded weights";
    }

    @Override
    public void close() {}
}
