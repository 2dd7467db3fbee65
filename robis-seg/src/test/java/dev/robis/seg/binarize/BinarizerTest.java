package dev.robis.seg.binarize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BinarizerTest {

    /** Defect-free images whose maxima lie between 20 and 40. */
    private static final ScoreStatistics CALIBRATION = new ScoreStatistics(1000, 10, 4, 0, 40, new SearchRange(20, 40));

    @Test
    void aSquareKeepsItsSizeInTheCalibratedProtocolOnly() {
        GrayF32 map = map(40, 30, 10, 8, 9, 12, 35);
        BinaryResult calibrated = Binarizer.calibrated(CALIBRATION).binarize(map);
        BinaryResult reference = Binarizer.reference(CALIBRATION).binarize(map);

        assertThat(count(calibrated.mask())).isEqualTo(9 * 12);
        assertThat(count(reference.mask())).isEqualTo(4 * 7);
        assertThat(reference.mask().get(13, 11)).as("anchor (3, 3)").isEqualTo(1);
        assertThat(reference.mask().get(12, 11)).isZero();
        assertThat(calibrated.regions()).isEqualTo(1);
        assertThat(calibrated.threshold()).isLessThan(22);
    }

    @Test
    void thinRegionsVanishUnlessEverythingIsRestored() {
        GrayF32 map = map(40, 30, 10, 8, 12, 12, 35);
        for (int x = 25; x < 40; x++) map.set(x, 4, 200);
        Binarizer binarizer = Binarizer.calibrated(CALIBRATION);

        assertThat(binarizer.binarize(map).mask().get(30, 4)).isZero();
        GrayU8 everything =
                binarizer.withRestoreEroded(Restoration.ALL).binarize(map).mask();
        assertThat(count(everything)).isEqualTo(12 * 12 + 15);
    }

    @Test
    void withoutErosionNothingIsLost() {
        GrayF32 map = map(40, 30, 10, 8, 2, 3, 35);
        for (Restoration restoration : Restoration.values()) {
            BinaryResult found = Binarizer.reference(CALIBRATION)
                    .withErosion(Erosion.NONE)
                    .withRestoreEroded(restoration)
                    .binarize(map);
            assertThat(count(found.mask())).as("%s", restoration).isEqualTo(6);
            assertThat(found.regions()).isEqualTo(1);
        }
    }

    @Test
    void openedMasksLieBetweenErodedAndFullOnes() {
        long seed = 61;
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            GrayF32 map = RandomMaps.next(random);
            Binarizer binarizer = Binarizer.calibrated(CALIBRATION);
            GrayU8 eroded =
                    binarizer.withRestoreEroded(Restoration.NONE).binarize(map).mask();
            GrayU8 opened = binarizer.binarize(map).mask();
            GrayU8 full =
                    binarizer.withRestoreEroded(Restoration.ALL).binarize(map).mask();
            for (int i = 0; i < full.data.length; i++)
                assertThat(eroded.data[i] <= opened.data[i] && opened.data[i] <= full.data[i])
                        .as("seed %d, round %d, pixel %d", seed, round, i)
                        .isTrue();
        }
    }

    @Test
    void theUnionIsTheUnionOfBothMasks() {
        long seed = 62;
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<GrayF32> maps =
                    Stream.generate(() -> RandomMaps.next(random)).limit(4).toList();
            Binarizer both = Binarizer.reference(ScoreStatistics.of(maps.stream()));
            for (GrayF32 map : maps) {
                byte[] first = both.withRule(new MeanStd(3)).binarize(map).mask().data;
                byte[] second = both.withRule(MeBin.reference()).binarize(map).mask().data;
                byte[] union = both.binarize(map).mask().data;
                for (int i = 0; i < union.length; i++)
                    assertThat(union[i])
                            .as("seed %d, round %d, pixel %d", seed, round, i)
                            .isEqualTo((byte) (first[i] | second[i]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRangeWithoutWidthHoldsNoRegion(Precision precision) {
        ScoreStatistics flat = CALIBRATION.withMaxima(new SearchRange(20, 20));
        Binarizer binarizer = new Binarizer(
                MeBin.reference(), Erosion.reference(), Restoration.NONE, precision, flat, Sensitivity.CALIBRATED);
        BinaryResult found = binarizer.binarize(map(40, 30, 5, 5, 20, 20, 200));
        assertThat(found.regions()).isZero();
        assertThat(count(found.mask())).isZero();
    }

    @Test
    void withoutAStableIntervalEvenScoresAbove255AreNoDefect() {
        GrayF32 map = map(40, 30, 5, 5, 20, 20, 19);
        for (int x = 30; x < 34; x++) map.set(x, 20, 900); // too thin to be a region
        BinaryResult found = Binarizer.calibrated(CALIBRATION)
                .withRule(MeBin.reference())
                .withRestoreEroded(Restoration.ALL)
                .binarize(map);
        assertThat(found.threshold()).isInfinite();
        assertThat(count(found.mask())).isZero();
    }

    @Test
    void theImageWithTheSmallestMaximumGetsNoMeBinRegion() {
        GrayF32 smaller = map(40, 30, 5, 5, 20, 20, 100);
        GrayF32 larger = map(40, 30, 5, 5, 20, 20, 200);
        Binarizer binarizer = Binarizer.reference(ScoreStatistics.of(Stream.of(smaller, larger)))
                .withRule(MeBin.reference());
        assertThat(binarizer.binarize(smaller)).satisfies(found -> {
            assertThat(found.threshold()).isEqualTo(255);
            assertThat(found.regions()).isZero();
        });
        assertThat(binarizer.binarize(larger)).satisfies(found -> {
            assertThat(found.threshold()).isEqualTo(101);
            assertThat(found.regions()).isEqualTo(1);
        });
    }

    @Test
    void everySettingCounts() {
        GrayF32 map = map(40, 30, 10, 8, 9, 12, 35.3f);
        for (int y = 8; y < 20; y++) for (int x = 23; x < 30; x++) map.set(x, y, 22.1f);
        for (int x = 19; x < 23; x++) map.set(x, 12, 22.1f); // a bridge that erosion breaks
        Binarizer plain = Binarizer.calibrated(CALIBRATION).withRule(MeBin.reference());
        Binarizer meanStd = plain.withRule(new MeanStd(3));
        Map<Binarizer, Binarizer> changes = Map.of(
                plain.withRule(new MeBin(5, 4)),
                plain,
                plain.withRule(new MeBin(4, 60)),
                plain,
                plain.withErosion(Erosion.NONE),
                plain,
                plain.withRestoreEroded(Restoration.NONE),
                plain,
                plain.withPrecision(Precision.HALF),
                plain,
                plain.withStatistics(CALIBRATION.withMaxima(new SearchRange(25, 40))),
                plain,
                meanStd,
                plain,
                meanStd.withRule(new MeanStd(2)),
                meanStd,
                meanStd.withStatistics(new ScoreStatistics(1000, 10, 5, 0, 40, CALIBRATION.maxima())),
                meanStd);
        changes.forEach((changed, from) ->
                assertThat(print(changed.binarize(map))).as("%s", changed).isNotEqualTo(print(from.binarize(map))));
    }

    @Test
    void aSubimageGetsTheMaskOfItsPixelsAndStaysAsItIs() {
        GrayF32 map = map(40, 30, 10, 8, 12, 12, 35);
        GrayF32 inside = RandomMaps.subimage(map, new Random(63));
        float[] before = inside.data.clone();
        for (Binarizer binarizer : List.of(Binarizer.calibrated(CALIBRATION), Binarizer.reference(CALIBRATION)))
            assertThat(print(binarizer.binarize(inside))).isEqualTo(print(binarizer.binarize(map)));
        assertThat(inside.data).isEqualTo(before);
    }

    @Test
    void manyThreadsGetTheMasksOfOne() {
        Random random = new Random(64);
        List<GrayF32> maps =
                Stream.generate(() -> RandomMaps.next(random)).limit(64).toList();
        Binarizer binarizer = Binarizer.reference(ScoreStatistics.of(maps.stream()));
        List<String> alone =
                maps.stream().map(map -> print(binarizer.binarize(map))).toList();
        List<String> together = IntStream.range(0, 8 * maps.size())
                .parallel()
                .mapToObj(i -> print(binarizer.binarize(maps.get(i % maps.size()))))
                .toList();
        for (int i = 0; i < together.size(); i++)
            assertThat(together.get(i)).as("map %d", i).isEqualTo(alone.get(i % alone.size()));
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> Binarizer.reference(ScoreStatistics.EMPTY)).hasMessageContaining("at least one map");
        assertThatThrownBy(() -> new MeanStd(3).threshold(ScoreStatistics.EMPTY))
                .hasMessageContaining("found none");
        assertThatThrownBy(() -> new MeanStd(Double.NaN)).hasMessageContaining("found NaN");
        assertThatThrownBy(() -> new MeBin(0, 4)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> new MeBin(256, 4)).hasMessageContaining("found 256");
        assertThatThrownBy(() -> new MeBin(4, 0)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> new Threshold(Double.NaN, 0)).hasMessageContaining("not a number");
        assertThatThrownBy(() -> new Threshold(1, -1)).hasMessageContaining("found -1");
        Binarizer binarizer = Binarizer.reference(CALIBRATION);
        assertThatThrownBy(() -> binarizer.binarize(new GrayF32(0, 5))).hasMessageContaining("found 0x5");
        GrayF32 tooLarge = new GrayF32(3, 2);
        tooLarge.set(1, 1, 1e6f);
        assertThatThrownBy(() -> binarizer.binarize(tooLarge)).hasMessageContaining("Infinity at (x, y) = (1, 1)");
        tooLarge.set(1, 1, Float.NaN);
        assertThatThrownBy(() -> Binarizer.calibrated(CALIBRATION).binarize(tooLarge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN at (x, y) = (1, 1)");
    }

    /** Zero but for one rectangle. */
    private static GrayF32 map(int width, int height, int left, int top, int columns, int rows, float score) {
        GrayF32 map = new GrayF32(width, height);
        for (int y = top; y < top + rows; y++) for (int x = left; x < left + columns; x++) map.set(x, y, score);
        return map;
    }

    private static int count(GrayU8 mask) {
        int count = 0;
        for (byte value : mask.data) count += value;
        return count;
    }

    private static String print(BinaryResult result) {
        StringBuilder text = new StringBuilder(result.threshold() + " " + result.regions() + " ");
        for (byte value : result.mask().data) text.append(value);
        return text.toString();
    }
}
