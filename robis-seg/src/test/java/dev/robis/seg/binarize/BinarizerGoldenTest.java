package dev.robis.seg.binarize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.testing.Golden;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole sets of maps: statistics, thresholds, counts and masks of each rule alone and of both. */
class BinarizerGoldenTest {

    private static final int SCALE = 255; // the reference takes mean and deviation of map / 255
    private static final MeanStd MEAN_STD = new MeanStd(3);

    static Stream<Golden.Case> cases() {
        return Golden.cases("mebin", found -> found.path("map0.tiff").toFile().exists());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void statisticsAreThoseOfTheReference(Golden.Case golden) {
        JsonNode expected = golden.json("expected.json");
        ScoreStatistics statistics = statistics(golden);
        double mean = expected.get("mean").asDouble();
        double deviation = expected.get("std").asDouble();
        double tolerance = 1e-5 * Math.max(mean, deviation); // of float32 sums; the case's notes

        assertThat(statistics.maxima())
                .isEqualTo(new SearchRange((float) expected.get("min_th").asDouble(), (float)
                        expected.get("max_th").asDouble()));
        assertThat(statistics.mean() / SCALE).isCloseTo(mean, within(tolerance));
        assertThat(statistics.standardDeviation() / SCALE).isCloseTo(deviation, within(tolerance));
        assertThat(statistics.mean() / SCALE).isCloseTo(expected.get("mean_f64").asDouble(), within(1e-14));
        assertThat(statistics.standardDeviation() / SCALE)
                .isCloseTo(expected.get("std_f64").asDouble(), within(1e-14));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void meanStdThresholdIsThatOfTheReference(Golden.Case golden) {
        JsonNode expected = golden.json("expected.json");
        ScoreStatistics statistics = statistics(golden);
        assertThat(MEAN_STD.threshold(statistics))
                .isCloseTo(expected.get("meanstd_threshold").asDouble(), withinPercentage(1e-3));
        assertThat(MEAN_STD.threshold(statistics))
                .isCloseTo(expected.get("meanstd_threshold_exact").asDouble(), within(1e-11));
        assertThat(MEAN_STD.threshold(map(golden, 0), statistics, Precision.HALF))
                .isEqualTo(new Threshold(expected.get("meanstd_threshold_f16").asDouble(), 0));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void stretchedMapsAreEqual(Golden.Case golden) {
        SearchRange range = statistics(golden).maxima();
        for (int i = 0; i < size(golden); i++)
            assertThat(MeBin.stretch(map(golden, i), range, Precision.HALF).data)
                    .as("map %d", i)
                    .isEqualTo(golden.tensor("expected.safetensors", "normalised" + i)
                            .data());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void countsAreEqual(Golden.Case golden) {
        ScoreStatistics statistics = statistics(golden);
        Erosion erosion = erosion(golden);
        for (int i = 0; i < size(golden); i++)
            assertThat(meBin(golden).counts(erosion.erode(map(golden, i)), statistics.maxima(), Precision.HALF))
                    .as("map %d", i)
                    .isEqualTo(counts(golden.json("expected.json").get("images").get(i)));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void masksAndThresholdsAreEqual(Golden.Case golden) {
        Binarizer both = Binarizer.reference(statistics(golden))
                .withErosion(erosion(golden))
                .withRule(new Union(MEAN_STD, meBin(golden)));
        Binarizer meanStd = both.withRule(MEAN_STD);
        Binarizer meBin = both.withRule(meBin(golden));
        for (int i = 0; i < size(golden); i++) {
            JsonNode expected = golden.json("expected.json").get("images").get(i);
            GrayF32 map = map(golden, i);
            BinaryResult found = meBin.binarize(map);

            assertThat(found.threshold())
                    .as("threshold of map %d", i)
                    .isEqualTo(expected.get("threshold").asDouble());
            assertThat(found.regions())
                    .as("regions of map %d", i)
                    .isEqualTo(expected.get("estimated_anomaly_number").asInt());
            assertMask(found.mask(), golden, "mask_mebin" + i);
            assertMask(meanStd.binarize(map).mask(), golden, "mask_meanstd" + i);
            assertMask(
                    meBin.withRestoreEroded(Restoration.ALL).binarize(map).mask(),
                    golden,
                    "mask_mebin_before_erosion" + i);

            BinaryResult united = both.binarize(map);
            assertMask(united.mask(), golden, "mask_or" + i);
            assertThat(united.regions()).isEqualTo(found.regions());
            assertThat(united.mask().data)
                    .as("file of mask %d", i)
                    .isEqualTo(GoldenMaps.mask(golden.path("mask" + i + ".png")).data);
            JsonNode positive = expected.get("positive_pixels");
            assertThat(positive(found.mask())).isEqualTo(positive.get("mebin").asInt());
            assertThat(positive(united.mask())).isEqualTo(positive.get("final").asInt());
            assertThat(positive(meanStd.binarize(map).mask()))
                    .isEqualTo(positive.get("meanstd").asInt());
        }
    }

    private static void assertMask(GrayU8 mask, Golden.Case golden, String tensor) {
        assertThat(mask.data).as(tensor).isEqualTo(GoldenMaps.mask(golden.tensor("expected.safetensors", tensor)).data);
    }

    private static ScoreStatistics statistics(Golden.Case golden) {
        return ScoreStatistics.of(IntStream.range(0, size(golden)).mapToObj(i -> map(golden, i)));
    }

    private static int size(Golden.Case golden) {
        int size = golden.json("expected.json").get("images").size();
        assertThat(size).isPositive();
        return size;
    }

    private static GrayF32 map(Golden.Case golden, int index) {
        JsonNode image = golden.json("expected.json").get("images").get(index);
        return GoldenMaps.map(golden.path(image.get("map").asText()));
    }

    private static MeBin meBin(Golden.Case golden) {
        return new MeBin(
                golden.config().get("sample_rate").asInt(),
                golden.config().get("min_interval_len").asInt());
    }

    private static Erosion erosion(Golden.Case golden) {
        if (!golden.config().get("erode").asBoolean()) return Erosion.NONE;
        return new Erosion(golden.config().get("kernel").get(0).asInt());
    }

    private static int[] counts(JsonNode image) {
        return StreamSupport.stream(image.get("count_sequence").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static int positive(GrayU8 mask) {
        int positive = 0;
        for (byte value : mask.data) positive += value;
        return positive;
    }
}
