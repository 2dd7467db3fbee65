package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, sorting, packing and merging. */
class PixelStoreTest {

    private record Step(double threshold, long falsePositives, long truePositives, double overlap) {}

    @Test
    void keysFallAsScoresRise() {
        float[] scores = {
            Float.NEGATIVE_INFINITY,
            -Float.MAX_VALUE,
            -1,
            -Float.MIN_VALUE,
            0,
            Float.MIN_VALUE,
            1,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY
        };
        for (int i = 0; i < scores.length; i++) {
            assertThat(ScoreKey.score(ScoreKey.of(scores[i]))).isEqualTo(scores[i]);
            if (i > 0) assertThat(ScoreKey.of(scores[i])).isLessThan(ScoreKey.of(scores[i - 1]));
        }
        assertThat(ScoreKey.of(-0.0f)).isEqualTo(ScoreKey.of(0.0f));
    }

    @ParameterizedTest(name = "{0} bits differ")
    @ValueSource(ints = {0, 1, 8, 11, 12, 22, 31, 32})
    void radixSortAgreesWithTheJdk(int bits) {
        Random random = new Random(bits);
        int[] keys = random.ints(1 + random.nextInt(5000))
                .map(key -> bits == 0 ? 7 : key >> (32 - bits))
                .toArray();
        int size = keys.length - random.nextInt(keys.length);
        int[] expected = Arrays.copyOf(keys, size);
        Arrays.sort(expected);
        int[] sorted = RadixSort.sort(keys, new int[keys.length], size);
        assertThat(Arrays.copyOf(sorted, size)).as("seed %d", bits).isEqualTo(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void manyRunsGiveTheStepsOfOne(long seed, @TempDir Path folder) {
        List<Step> expected = steps(seed, new PixelStorage(1 << 20, folder), 1 << 20);
        assertThat(expected).hasSizeGreaterThan(5);
        for (int longestRun : new int[] {1, 3, 64, 1000})
            for (long inMemory : new long[] {longestRun, 500, 1 << 20})
                assertThat(steps(seed, new PixelStorage(inMemory, folder), longestRun))
                        .as("runs of %d, %d in memory", longestRun, inMemory)
                        .isEqualTo(expected);
    }

    @Test
    void aLongSpilledRunIsReadThroughItsWindow(@TempDir Path folder) {
        GrayF32 map = new GrayF32(500, 400);
        Random random = new Random(1);
        for (int i = 0; i < map.data.length; i++) map.data[i] = Float.intBitsToFloat(random.nextInt() & 0x7eff_ffff);
        List<Step> inMemory = new ArrayList<>();
        List<Step> spilled = new ArrayList<>();
        try (PixelStore memory = new PixelStore(new PixelStorage(1 << 20, folder));
                PixelStore file = new PixelStore(new PixelStorage(150_000, folder))) {
            memory.add(map, Regions.NONE);
            file.add(map, Regions.NONE);
            memory.sweep((t, fp, tp, overlap) -> inMemory.add(new Step(t, fp, tp, overlap)));
            file.sweep((t, fp, tp, overlap) -> spilled.add(new Step(t, fp, tp, overlap)));
        }
        assertThat(spilled).isEqualTo(inMemory);
        assertThat(inMemory.get(inMemory.size() - 1).falsePositives()).isEqualTo(map.data.length);
    }

    private static List<Step> steps(long seed, PixelStorage storage, int longestRun) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        try (PixelStore pixels = new PixelStore(storage, longestRun)) {
            for (int image = 0; image < 4; image++) {
                GrayF32 map = new GrayF32(20 + image, 17);
                GrayU8 truth = new GrayU8(map.width, map.height);
                for (int i = 0; i < map.data.length; i++) {
                    map.data[i] = seed % 2 == 0 ? random.nextInt(9) : (float) (random.nextGaussian() * 1e20);
                    truth.data[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
                }
                pixels.add(map, Regions.of(truth));
            }
            pixels.sweep((t, fp, tp, overlap) -> steps.add(new Step(t, fp, tp, overlap)));
            Step last = steps.get(steps.size() - 1);
            assertThat(last.falsePositives()).isEqualTo(pixels.totals().normal());
            assertThat(last.truePositives()).isEqualTo(pixels.totals().anomalous());
        }
        return steps;
    }
}
