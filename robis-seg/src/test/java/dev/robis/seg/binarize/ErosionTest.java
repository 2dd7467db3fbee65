package dev.robis.seg.binarize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayF32;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErosionTest {

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void erosionIsTheSmallestScoreOfTheSquare(long seed) {
        Random random = new Random(seed);
        for (int size = 1; size < 20; size++) {
            GrayF32 map = RandomMaps.next(random);
            float[] expected = naive(map, -(size / 2), size, true);
            String where = "seed " + seed + ", size " + size + ", " + map;
            assertThat(new Erosion(size).erode(map).data).as(where).isEqualTo(expected);
            assertThat(new Erosion(size).erode(RandomMaps.subimage(map, random)).data)
                    .as("subimage, " + where)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void dilationIsTheLargestScoreOfTheMirroredSquare(long seed) {
        Random random = new Random(seed);
        for (int size = 1; size < 20; size++) {
            GrayF32 map = RandomMaps.next(random);
            assertThat(new Erosion(size).dilate(map).data)
                    .as("seed %d, size %d, %s", seed, size, map)
                    .isEqualTo(naive(map, size / 2 + 1 - size, size, false));
        }
    }

    /** The smallest or largest score of the square that starts {@code first} pixels from its anchor. */
    private static float[] naive(GrayF32 map, int first, int size, boolean smallest) {
        float[] result = new float[map.width * map.height];
        for (int y = 0; y < map.height; y++)
            for (int x = 0; x < map.width; x++) {
                float best = map.get(x, y);
                for (int row = y + first; row < y + first + size; row++)
                    for (int column = x + first; column < x + first + size; column++)
                        if (map.isInBounds(column, row)) {
                            float score = map.get(column, row);
                            best = smallest ? Math.min(best, score) : Math.max(best, score);
                        }
                result[y * map.width + x] = best;
            }
        return result;
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void erodingAndCuttingCommute(long seed) {
        Random random = new Random(seed);
        Erosion erosion = Erosion.reference();
        for (int round = 0; round < 20; round++) {
            GrayF32 map = RandomMaps.next(random);
            float threshold = random.nextInt(256);
            assertThat(cut(erosion.erode(map), threshold).data)
                    .as("seed %d, round %d, threshold %s, %s", seed, round, threshold, map)
                    .isEqualTo(erosion.erode(cut(map, threshold)).data);
        }
    }

    private static GrayF32 cut(GrayF32 map, float threshold) {
        GrayF32 mask = new GrayF32(map.width, map.height);
        for (int i = 0; i < mask.data.length; i++) mask.data[i] = map.data[i] > threshold ? 1 : 0;
        return mask;
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44})
    void openingLowersAndOpeningAgainChangesNothing(long seed) {
        Random random = new Random(seed);
        for (int size = 1; size < 10; size++) {
            Erosion erosion = new Erosion(size);
            GrayF32 map = RandomMaps.next(random);
            GrayF32 opened = erosion.dilate(erosion.erode(map));
            for (int i = 0; i < map.data.length; i++)
                assertThat(opened.data[i])
                        .as("seed %d, size %d, pixel %d of %s", seed, size, i, map)
                        .isLessThanOrEqualTo(map.data[i]);
            assertThat(erosion.dilate(erosion.erode(opened)).data)
                    .as("seed %d, size %d, %s", seed, size, map)
                    .isEqualTo(opened.data);
        }
    }

    @Test
    void theMapStaysAsItIs() {
        GrayF32 map = RandomMaps.next(new Random(51));
        float[] before = map.data.clone();
        Erosion.reference().erode(map);
        Erosion.reference().dilate(map);
        assertThat(map.data).isEqualTo(before);
    }

    @Test
    void sideMustBePositive() {
        assertThatThrownBy(() -> new Erosion(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 0");
    }
}
