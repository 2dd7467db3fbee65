package dev.robis.seg.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GaussianBlurTest {

    /** By definition, in double; maps down to the size of the kernel. */
    @RepeatedTest(20)
    void isTheWeightedMeanOfTheNeighbourhood() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int radius = 1 + random.nextInt(3);
        int kernel = 2 * radius + 1;
        GrayF32 map = Maps.random(random, kernel + random.nextInt(9), kernel + random.nextInt(9));
        double sigma = 0.5 + 4 * random.nextDouble();
        for (GaussianBlur.Border border : GaussianBlur.Border.values()) {
            GrayF32 blurred = new GaussianBlur(radius, sigma, border).blur(Maps.asSubImage(random, map));
            assertThat(blurred.width).isEqualTo(map.width);
            assertThat(blurred.height).isEqualTo(map.height);
            for (int y = 0; y < map.height; y++)
                for (int x = 0; x < map.width; x++)
                    assertThat((double) blurred.get(x, y))
                            .as(
                                    "%s, seed %d, %dx%d, radius %d, x=%d, y=%d",
                                    border, seed, map.width, map.height, radius, x, y)
                            .isCloseTo(mean(map, x, y, radius, sigma, border), within(1e-6));
        }
    }

    private static double mean(GrayF32 map, int x, int y, int radius, double sigma, GaussianBlur.Border border) {
        double sum = 0;
        double weights = 0;
        for (int dy = -radius; dy <= radius; dy++)
            for (int dx = -radius; dx <= radius; dx++) {
                double weight = Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
                weights += weight;
                if (map.isInBounds(x + dx, y + dy)) sum += weight * map.get(x + dx, y + dy);
                else if (border == GaussianBlur.Border.REPLICATE)
                    sum += weight
                            * map.get(
                                    Math.max(0, Math.min(map.width - 1, x + dx)),
                                    Math.max(0, Math.min(map.height - 1, y + dy)));
            }
        return sum / weights;
    }

    @Test
    void replicatedBordersKeepAConstantMapAndZerosDarkenIt() {
        GrayF32 map = new GrayF32(20, 10);
        Arrays.fill(map.data, 0.7f);
        for (float score : new GaussianBlur(2, 4, GaussianBlur.Border.REPLICATE).blur(map).data)
            assertThat(score).isCloseTo(0.7f, within(1e-6f));
        GrayF32 dark = new GaussianBlur(2, 4, GaussianBlur.Border.ZERO).blur(map);
        assertThat(dark.get(10, 5)).isCloseTo(0.7f, within(1e-6f));
        assertThat(dark.get(0, 0)).isLessThan(0.5f * 0.7f);
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheMapAlone(GaussianBlur.Border border) {
        GrayF32 map = Maps.random(new Random(3), 9, 9);
        float[] before = map.data.clone();
        new GaussianBlur(2, 4, border).blur(map);
        assertThat(map.data).isEqualTo(before);
    }

    @Test
    void refusesImpossibleSettings() {
        assertThatThrownBy(() -> new GaussianBlur(0, 4, GaussianBlur.Border.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 0");
        assertThatThrownBy(() -> new GaussianBlur(2, 4, GaussianBlur.Border.ZERO).blur(new GrayF32(9, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5x5")
                .hasMessageContaining("9x4");
        for (double sigma : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
            assertThatThrownBy(() -> new GaussianBlur(2, sigma, GaussianBlur.Border.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("" + sigma);
    }
}
