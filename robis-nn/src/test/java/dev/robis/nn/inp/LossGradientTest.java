package dev.robis.nn.inp;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.GradientCheck;
import dev.robis.nn.vit.VitConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The whole training graph, tiny, against central differences in double precision. With mining exponent 0: another
 * one changes the gradient on purpose, and is held against the reference.
 */
class LossGradientTest {

    private static final InpFormerConfig CONFIG = new InpFormerConfig(
            new VitConfig(8, 2, 2, 4, 14, 0, 2, 1e-6), List.of(0, 1), List.of(List.of(0), List.of(1)), 2, 3);
    private static final int BATCH = 2;
    private static final int TOKENS = 5;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void everyTrainedTensorHasTheGradientOfTheDifferences(long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        InpFormerWeights.names(CONFIG)
                .forEach((name, shape) -> weights.put(
                        name,
                        draw(
                                random,
                                0.5,
                                shape.stream().mapToInt(Math::toIntExact).toArray())));
        SameDiff graph = SameDiff.create();
        Scope at = Scope.trainable(graph, MapTensorSource.of(weights, "seed " + seed));
        InpFormerGraph model = new InpFormerGraph(CONFIG, BATCH, TOKENS);
        InpFormerGraph.Outputs outputs = model.build(at, features(at, random, "fused"));
        List<SDVariable> encoded = new ArrayList<>();
        for (int group = 0; group < CONFIG.groups().size(); group++)
            encoded.add(features(at, random, FrozenEncoder.group(group)));
        SDVariable reconstruction = new AdaptiveCosineLoss(0).build(at, model, BATCH, encoded, outputs.reconstructed());
        at.named("loss", reconstruction.add(outputs.coherence().mul(0.2)));
        GradientCheck.assertGradients(graph, "loss", seed);
    }

    private static SDVariable features(Scope at, Random random, String name) {
        return at.graph()
                .constant(
                        name,
                        OffHeap.of(
                                draw(random, 1, BATCH * TOKENS, CONFIG.encoder().width())));
    }

    private static Tensor draw(Random random, double deviation, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (float) (deviation * random.nextGaussian());
        return tensor;
    }
}
