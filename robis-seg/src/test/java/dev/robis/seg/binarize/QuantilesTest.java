package dev.robis.seg.binarize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class QuantilesTest {

    @RepeatedTest(10)
    void quantilesAreThoseOfAllScores() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        float[] scores = new float[1000 + random.nextInt(200_000)];
        float scale = (float) Math.pow(10, random.nextInt(8) - 4);
        Quantiles.Collector collector = new Quantiles.Collector();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scale * Math.abs((float) random.nextGaussian());
            collector.add(scores[i]);
        }
        Arrays.sort(scores);
        Quantiles found = collector.quantiles();
        for (double level : Quantiles.LEVELS) {
            double at = level * (scores.length - 1);
            float low = scores[(int) at], high = scores[Math.min((int) at + 1, scores.length - 1)];
            assertThat(found.at(level))
                    .as("seed %d, level %s of %d", seed, level, scores.length)
                    .isBetween(low * (1 - 1.3e-4f), high * (1 + 1.3e-4f));
        }
    }

    @Test
    void zeroAndEqualScoresCount() {
        Quantiles.Collector zeros = new Quantiles.Collector();
        for (int i = 0; i < 10; i++) zeros.add(0f);
        assertThat(zeros.quantiles().at(0.5)).isCloseTo(0, within(1e-30f));
        Quantiles.Collector one = new Quantiles.Collector();
        one.add(7);
        for (double level : Quantiles.LEVELS)
            assertThat(one.quantiles().at(level)).isCloseTo(7, within(1e-3f));
    }

    @Test
    void whatIsNoQuantileIsRefused() {
        assertThatThrownBy(() -> Quantiles.requireLevel(0.42)).hasMessageEndingWith("found 0.42");
        assertThatThrownBy(() -> Quantiles.UNKNOWN.at(0.5)).hasMessageContaining("calibrate the bundle anew");
        assertThatThrownBy(() -> new Quantiles(List.of(1f))).hasMessageContaining("expected 12 quantiles, found 1");
        Quantiles.Collector collector = new Quantiles.Collector();
        assertThatThrownBy(() -> collector.add(-1)).hasMessageContaining("found -1.0");
        assertThatThrownBy(() -> collector.add(Float.NaN)).hasMessageContaining("found NaN");
        assertThatThrownBy(collector::quantiles).hasMessage("no scores");
    }
}
