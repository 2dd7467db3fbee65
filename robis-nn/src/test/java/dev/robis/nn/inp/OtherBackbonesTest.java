package dev.robis.nn.inp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.RandomWeights;
import dev.robis.nn.vit.VitConfig;
import dev.robis.nn.vit.VitVariant;
import dev.robis.nn.vit.VitWeights;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The anomaly model over every kind of encoder: it trains, and it measures distances. */
class OtherBackbonesTest {

    private static final int BATCH = 2;
    private static final int STEPS = 10;
    private static final int SIDE = 40; // five patches of eight; the positions are for four

    @ParameterizedTest
    @EnumSource(VitVariant.class)
    void theModelLearnsWhatItSeesAgainAndAgain(VitVariant variant) {
        InpFormerConfig config = config(variant);
        TensorSource encoder = new RandomWeights(VitWeights.names(config.encoder()), 0.1, 7);
        Tensor images = images(SIDE, SIDE);
        try (InpFormerTrainer trainer = InpFormerTrainer.start(
                config, new TrainingPlan(BATCH, STEPS, 0, 1e-3, 1e-4, 1e-4, 0.1), encoder, SIDE, 5)) {
            double first = trainer.step(images).loss();
            double last = first;
            for (int i = 1; i < STEPS; i++) last = trainer.step(images).loss();
            assertThat(last).isLessThan(first);
            assertDistances(config, encoder, trainer.trained());
        }
    }

    private static void assertDistances(InpFormerConfig config, TensorSource encoder, Map<String, Tensor> trained) {
        try (InpFormer model =
                InpFormer.open(config, encoder, MapTensorSource.of(trained, "trained"), SIDE, SIDE + 8, BATCH)) {
            List<Tensor> maps = model.distances(images(SIDE, SIDE + 8));
            assertThat(maps).hasSize(2);
            for (Tensor map : maps) {
                assertThat(map.shape()).containsExactly(BATCH, 5, 6);
                for (float distance : map.data()) assertThat(distance).isBetween(0f, 2f);
            }
        }
    }

    private static InpFormerConfig config(VitVariant variant) {
        return new InpFormerConfig(
                new VitConfig(variant, 12, 3, 3, 4, 8, 0, 4, 1e-6),
                List.of(1, 2),
                List.of(List.of(0), List.of(1)),
                2,
                3);
    }

    private static Tensor images(int height, int width) {
        Tensor images = Tensor.zeros(BATCH, 3, height, width);
        Random random = new Random(9);
        for (int i = 0; i < images.data().length; i++) images.data()[i] = (float) random.nextGaussian();
        return images;
    }
}
