package dev.robis.seg.binarize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.alg.filter.binary.BinaryImageOps;
import boofcv.alg.filter.binary.GThresholdImageOps;
import boofcv.struct.ConnectRule;
import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentCountsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void onePassCountsWhatLabelingEveryThresholdCounts(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            GrayF32 map = RandomMaps.next(random);
            int step = 1 + random.nextInt(60);
            float[] thresholds = new float[254 / step + 1];
            for (int i = 0; i < thresholds.length; i++) thresholds[i] = 255 - i * step;
            int[] expected = new int[thresholds.length];
            for (int i = 0; i < thresholds.length; i++) expected[i] = label(map, thresholds[i]);

            assertThat(ComponentCounts.above(map, thresholds))
                    .as("seed %d, round %d, step %d, %s", seed, round, step, map)
                    .isEqualTo(expected);
            assertThat(ComponentCounts.above(RandomMaps.subimage(map, random), thresholds))
                    .as("subimage, seed %d, round %d", seed, round)
                    .isEqualTo(expected);
        }
    }

    private static int label(GrayF32 map, float threshold) {
        GrayU8 mask = GThresholdImageOps.threshold(map, null, threshold, false);
        return BinaryImageOps.contourExternal(mask, ConnectRule.EIGHT).size();
    }

    @Test
    void comparisonIsStrict() {
        GrayF32 map = new GrayF32(3, 1);
        map.data = new float[] {2, 1, 2};
        assertThat(ComponentCounts.above(map, new float[] {2, 1, 0})).containsExactly(0, 2, 1);
    }

    @Test
    void whatIsNotANumberIsAboveNothing() {
        GrayF32 map = new GrayF32(3, 1);
        map.data = new float[] {5, Float.NaN, 5};
        assertThat(ComponentCounts.above(map, new float[] {4, -1})).containsExactly(2, 2);
    }

    @Test
    void noThresholdsNoCounts() {
        assertThat(ComponentCounts.above(new GrayF32(4, 4), new float[0])).isEmpty();
    }

    @Test
    void thresholdsMustFall() {
        assertThatThrownBy(() -> ComponentCounts.above(new GrayF32(2, 2), new float[] {3, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3.0 before 3.0 at index 1");
    }
}
