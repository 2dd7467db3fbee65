package dev.robis.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.nn.sam.SamConfig;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class FlopsTest {

    private static final double GIGA = 1e9;

    /** One block on 1,374 tokens: 2·1374·12·768² + 4·1374²·768 = 25.2 GFLOP; ten of them and the patch embedding. */
    @Test
    void countsAnEncoder() {
        double embedding = 2 * 1369 * 588 * 768.0;
        double block = 2 * 1374 * 12 * 768.0 * 768 + 4 * 1374.0 * 1374 * 768;
        assertThat(Flops.encoder(Settings.full(2).inference())).isEqualTo(embedding + 10 * block);
        assertThat(block / GIGA).isCloseTo(25.2, Percentage.withPercentage(1));
    }

    @Test
    void countsEveryImageOfABatch() {
        Settings.Network one = Settings.Network.of("small", 224, 1), eight = Settings.Network.of("small", 224, 8);
        assertThat(Flops.trainingStep(eight)).isEqualTo(8 * Flops.trainingStep(one));
    }

    /** Between the 0.74 TFLOP without attention and padding, and the 1 TFLOP that is quoted with both. */
    @Test
    void countsSam() {
        double linear = 12 * 2 * 4096 * 12 * 768.0 * 768;
        assertThat(Flops.imageEncoder(SamConfig.vitB())).isBetween(1.2 * linear, 1.7 * linear);
    }
}
