package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.robis.eval.OfficialScores.OperatingPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for any split, on random ones; the seed is the name of the test. */
class OfficialPropertiesTest {

    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final OfficialConfig CONFIG =
            OfficialConfig.defaults().withIntegrationLimits(0.01, 0.05, 0.3, 0.77, 1.0);

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isWhatTheDefinitionsSay(long seed) {
        RandomSplit split = RandomSplit.of(seed);
        OfficialScores scores = split.official(CONFIG);
        NaiveMetrics naive = new NaiveMetrics(split);
        assertThat(scores.pixels().auroc().getAsDouble()).isCloseTo(naive.auroc(), ROUNDING);
        assertThat(scores.pixels().averagePrecision().getAsDouble()).isCloseTo(naive.averagePrecision(), ROUNDING);
        assertThat(scores.pixels().f1Max().getAsDouble()).isCloseTo(naive.f1Max(), ROUNDING);
        for (double limit : CONFIG.integrationLimits())
            assertThat(scores.auPro(limit).getAsDouble()).as("limit %s", limit).isCloseTo(naive.auPro(limit), ROUNDING);
        List<double[]> curve = naive.proCurve();
        assertThat(scores.curve()).hasSize(curve.size() + 1);
        for (int i = 0; i < curve.size(); i++) {
            OperatingPoint point = scores.curve().get(i + 1);
            assertThat(point.falsePositiveRate()).isCloseTo(curve.get(i)[0], ROUNDING);
            assertThat(point.regionOverlap()).isCloseTo(curve.get(i)[1], ROUNDING);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLargestF1IsThatOfTheMaskAtItsThreshold(long seed) {
        RandomSplit split = RandomSplit.of(seed);
        RankingScores pixels = split.official(CONFIG).pixels();
        double threshold = pixels.f1MaxThreshold().orElseThrow();
        RandomSplit binarized = new RandomSplit(split.samples().stream()
                .map(sample -> {
                    var mask = sample.mask().createSameShape();
                    for (int i = 0; i < mask.data.length; i++)
                        mask.data[i] = (byte) (sample.map().data[i] >= threshold ? 1 : 0);
                    return new GoldenImages.Sample(sample.name(), sample.map(), mask, sample.groundTruth());
                })
                .toList());
        assertThat(binarized.official(CONFIG).segF1().getAsDouble())
                .isCloseTo(pixels.f1Max().orElseThrow(), ROUNDING);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onlyTheOrderOfScoresCounts(long seed) {
        RandomSplit split = RandomSplit.of(seed);
        OfficialScores scores = split.official(CONFIG);
        // Rising, and nowhere so flat that two scores round to one.
        List<DoubleUnaryOperator> transforms = List.of(x -> x / 4, x -> x * x * x, x -> x < 0 ? x : 1000 * x);
        for (DoubleUnaryOperator transform : transforms) {
            OfficialScores other = split.map(transform).official(CONFIG);
            assertThat(other.curve()).hasSameSizeAs(scores.curve());
            assertThat(other.pixels().auroc()).isEqualTo(scores.pixels().auroc());
            assertThat(other.pixels().averagePrecision())
                    .isEqualTo(scores.pixels().averagePrecision());
            assertThat(other.auPros()).isEqualTo(scores.auPros());
            assertThat(other.ranking().auroc()).isEqualTo(scores.ranking().auroc());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfImagesCountsForNothing(long seed) {
        RandomSplit split = RandomSplit.of(seed);
        OfficialScores scores = split.official(CONFIG);
        OfficialScores shuffled = split.shuffled(seed + 1).official(CONFIG);
        assertThat(shuffled.images()).containsExactlyInAnyOrderElementsOf(scores.images());
        assertThat(shuffled)
                .usingRecursiveComparison()
                .ignoringFields("images", "recallBySize")
                .isEqualTo(scores);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void spilledPixelsCountLikeOthers(long seed, @TempDir Path folder) throws Exception {
        RandomSplit split = RandomSplit.of(seed);
        OfficialScores scores = split.official(CONFIG);
        for (long pixels : new long[] {1, 7, 100}) {
            PixelStorage storage = new PixelStorage(pixels, folder);
            assertThat(split.official(CONFIG.withStorage(storage)))
                    .as("%d pixels", pixels)
                    .isEqualTo(scores);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aThinnedCurveKeepsItsEndsAndItsShape(long seed) {
        RandomSplit split = RandomSplit.of(seed);
        OfficialScores all = split.official(CONFIG);
        for (int most : new int[] {2, 3, 10, 30}) {
            OfficialScores thinned = split.official(CONFIG.withMaxCurvePoints(most));
            assertThat(thinned.curve()).hasSizeBetween(2, most).isSubsetOf(all.curve());
            assertThat(thinned.curve().get(0)).isEqualTo(all.curve().get(0));
            assertThat(thinned.curve().get(thinned.curve().size() - 1))
                    .isEqualTo(all.curve().get(all.curve().size() - 1));
            assertThat(thinned.auPros()).isEqualTo(all.auPros());
        }
    }
}
