package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.ImageGray;
import dev.robis.eval.OfficialScores.SizeRecall;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where metrics are undefined, what is refused, and what is counted. */
class OfficialEvaluatorTest {

    private final SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(OfficialConfig.defaults());

    @AfterEach
    void close() {
        evaluator.close();
    }

    @Test
    void nothingAtAllIsUndefined() {
        OfficialScores scores = evaluator.finish();
        assertThat(scores.totals().images()).isZero();
        assertThat(scores.pixels()).isEqualTo(RankingScores.UNDEFINED);
        assertThat(scores.ranking()).isEqualTo(RankingScores.UNDEFINED);
        assertThat(scores.auPro(0.3)).isEmpty();
        assertThat(scores.segF1()).isEmpty();
        assertThat(scores.classF1()).isEmpty();
        assertThat(scores.curve()).isEmpty();
        assertThat(scores.recallBySize()).isEmpty();
    }

    @Test
    void withoutAnAnomalousImageNothingCanBeFound() {
        evaluator.add(Results.of("good", map(2, 1, 0, 1), mask(2, 0, 1), null));
        OfficialScores scores = evaluator.finish();
        assertThat(scores.pixels()).isEqualTo(RankingScores.UNDEFINED);
        assertThat(scores.ranking()).isEqualTo(RankingScores.UNDEFINED);
        assertThat(scores.auPro(0.05)).isEmpty();
        assertThat(scores.segF1()).isEmpty();
        assertThat(scores.classF1()).isEmpty();
        assertThat(scores.segmentation()).contains(new ConfusionMatrix(0, 1, 0, 1));
        assertThat(scores.curve()).hasSize(3);
        assertThat(scores.curve().get(2).recall()).isNaN();
        assertThat(scores.curve().get(2).regionOverlap()).isNaN();
    }

    @Test
    void withoutANormalPixelThereIsNoFalsePositiveRate() {
        evaluator.add(Results.of("bad", map(2, 1, 0, 1), mask(2, 0, 1), mask(2, 1, 1)));
        OfficialScores scores = evaluator.finish();
        assertThat(scores.pixels().auroc()).isEmpty();
        assertThat(scores.pixels().averagePrecision()).hasValue(1);
        assertThat(scores.pixels().f1Max()).hasValue(1);
        assertThat(scores.pixels().f1MaxThreshold()).hasValue(0);
        assertThat(scores.auPro(0.05)).isEmpty();
        assertThat(scores.curve().get(2).falsePositiveRate()).isNaN();
        assertThat(scores.segF1()).hasValue(2.0 / 3);
    }

    @Test
    void withoutAGoodImageOnlyTheImagesCannotBeRanked() {
        evaluator.add(Results.of("bad", map(2, 1, 0, 1), null, mask(2, 0, 1)));
        OfficialScores scores = evaluator.finish();
        assertThat(scores.ranking().auroc()).isEmpty();
        assertThat(scores.ranking().averagePrecision()).hasValue(1);
        assertThat(scores.pixels().auroc()).hasValue(1);
        assertThat(scores.auPro(0.05)).hasValue(1);
    }

    @Test
    void aConstantMapIsAGuess() {
        evaluator.add(Results.of("bad", map(4, 1, 3, 3, 3, 3), null, mask(4, 0, 0, 0, 1)));
        evaluator.add(Results.of("good", map(4, 1, 3, 3, 3, 3), null, null));
        OfficialScores scores = evaluator.finish();
        assertThat(scores.pixels().auroc()).hasValue(0.5);
        assertThat(scores.pixels().averagePrecision()).hasValue(0.125);
        assertThat(scores.ranking().auroc()).hasValue(0.5);
        assertThat(scores.auPro(0.3).getAsDouble()).isEqualTo(0.15); // the diagonal
        assertThat(scores.curve()).hasSize(2);
    }

    @Test
    void anEmptyGroundTruthMakesAnAnomalousImageWithoutRegion() {
        evaluator.add(Results.of("vanished", map(2, 1, 0, 1), mask(2, 0, 0), mask(2, 0, 0)));
        evaluator.add(Results.of("good", map(2, 1, 0, 0), mask(2, 0, 0), null));
        OfficialScores scores = evaluator.finish();
        assertThat(scores.totals()).isEqualTo(new OfficialScores.Totals(2, 1, List.of("vanished"), 0, 0, 4));
        assertThat(scores.ranking().auroc()).hasValue(1);
        assertThat(scores.classification()).contains(new ConfusionMatrix(0, 0, 1, 1));
        assertThat(scores.classF1()).hasValue(0);
        assertThat(scores.pixels().auroc()).isEmpty();
        assertThat(scores.auPro(0.05)).isEmpty();
    }

    @Test
    void infiniteScoresAreOnlyRanks() {
        float infinite = Float.POSITIVE_INFINITY;
        evaluator.add(Results.of("bad", map(4, 1, infinite, 5, -infinite, 0), null, mask(4, 1, 0, 0, 0)));
        OfficialScores scores = evaluator.finish();
        assertThat(scores.pixels().auroc()).hasValue(1);
        assertThat(scores.pixels().f1Max()).hasValue(1);
        assertThat(scores.pixels().f1MaxThreshold()).hasValue(Double.POSITIVE_INFINITY);
        assertThat(scores.auPro(0.3)).hasValue(1);
        assertThat(scores.images().get(0).score()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void zerosOfEitherSignTie() {
        evaluator.add(Results.of("bad", map(2, 1, 0.0f, -0.0f), null, mask(2, 0, 1)));
        assertThat(evaluator.finish().pixels().auroc()).hasValue(0.5);
    }

    @Test
    void notANumberIsRefusedWithItsPlaceAndTheImageNotCounted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.add(Results.of("bad/007", map(2, 2, 0, 1, 2, Float.NaN), null, null)))
                .withMessage("bad/007: expected scores, found NaN at column 1, row 1 of the map");
        evaluator.add(Results.of("good", map(2, 1, 0, 1), mask(2, 0, 0), null));
        assertThat(evaluator.finish().totals().images()).isEqualTo(1);
    }

    @Test
    void differingSizesAreRefusedWithBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.add(Results.of("a", new GrayF32(3, 2), null, new GrayU8(12, 8))))
                .withMessage("a: expected a ground truth of the size of the map, 3x2, found 12x8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.add(Results.of("a", new GrayF32(3, 2), new GrayU8(2, 3), null)))
                .withMessage("a: expected a mask of the size of the map, 3x2, found 2x3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.add(Results.of("a", null, new GrayU8(2, 3), new GrayU8(2, 2))))
                .withMessage("a: expected a ground truth of the size of the mask, 2x3, found 2x2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.add(Results.of("a", new GrayF32(0, 0), null, null)))
                .withMessage("a: expected pixels, found an image of 0x0");
    }

    @Test
    void masksAndMapsComeForEveryImageOrForNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.add(Results.of("a", null, null, mask(2, 0, 1))))
                .withMessageContaining("a map or a mask");
        evaluator.add(Results.of("a", map(2, 1, 0, 1), null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.add(Results.of("b", map(2, 1, 0, 1), mask(2, 0, 1), null)))
                .withMessageStartingWith("b: expected not a mask");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.add(Results.of("c", null, mask(2, 0, 1), null)))
                .withMessageStartingWith("c: expected a map");
    }

    @Test
    void masksAloneAreEnoughForTheirMetrics() {
        evaluator.add(Results.of("bad", null, mask(4, 1, 1, 0, 0), mask(4, 0, 1, 1, 0)));
        evaluator.add(Results.of("good", null, mask(4, 0, 0, 0, 0), null));
        OfficialScores scores = evaluator.finish();
        assertThat(scores.segF1()).hasValue(0.5);
        assertThat(scores.segmentation().orElseThrow().precision()).hasValue(0.5);
        assertThat(scores.classF1()).hasValue(1);
        assertThat(scores.totals().regions()).isEqualTo(1);
        assertThat(scores.pixels()).isEqualTo(RankingScores.UNDEFINED);
        assertThat(scores.curve()).isEmpty();
        assertThat(scores.images()).isEmpty();
    }

    @Test
    void regionsAreCountedBySize() {
        try (var bySize = SplitEvaluator.official(OfficialConfig.defaults().withSizeEdges(2, 4))) {
            // Regions of 1 (missed), 3 (a third marked), 2 (all marked) pixels.
            bySize.add(Results.of(
                    "bad", null, mask(10, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1), mask(10, 1, 0, 1, 1, 1, 0, 1, 1, 0, 0)));
            List<SizeRecall> bins = bySize.finish().recallBySize();
            assertThat(bins).hasSize(3);
            assertThat(bins.get(0).recall()).hasValue(0);
            assertThat(bins.get(0).coverage()).hasValue(0);
            assertThat(bins.get(1))
                    .extracting(SizeRecall::minArea, SizeRecall::endArea, SizeRecall::regions, SizeRecall::hit)
                    .containsExactly(2, OptionalInt.of(4), 2L, 2L);
            assertThat(bins.get(1).coverage()).hasValue((1.0 / 3 + 1) / 2);
            assertThat(bins.get(2).recall()).isEmpty();
            assertThat(bins.get(2).endArea()).isEmpty();
        }
    }

    @Test
    void subImagesCountLikeTheirCopies() {
        RandomSplit split = RandomSplit.of(3);
        for (GoldenImages.Sample sample : split.samples()) {
            GrayF32 map = new GrayF32(sample.map().width + 5, sample.map().height + 4);
            GrayU8 mask = new GrayU8(map.width, map.height);
            GrayU8 truth = new GrayU8(map.width, map.height);
            Arrays.fill(map.data, Float.NaN);
            Arrays.fill(mask.data, (byte) 1);
            Arrays.fill(truth.data, (byte) 1);
            evaluator.add(Results.of(
                    sample.name(),
                    inside(map, sample.map()),
                    inside(mask, sample.mask()),
                    sample.groundTruth() == null ? null : inside(truth, sample.groundTruth())));
        }
        assertThat(evaluator.finish()).isEqualTo(split.official(OfficialConfig.defaults()));
    }

    private static <T extends ImageGray<T>> T inside(T large, T image) {
        T inner = large.subimage(2, 3, 2 + image.width, 3 + image.height);
        inner.setTo(image);
        assertThat(inner.isSubimage()).isTrue();
        return inner;
    }

    @Test
    void anUnknownLimitSaysWhichThereAre() {
        OfficialScores scores = evaluator.finish();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores.auPro(0.1))
                .withMessageContaining("0.1")
                .withMessageContaining("[0.05, 0.3]");
    }

    @Test
    void anEndedEvaluationTakesNothingIn() {
        evaluator.finish();
        assertThatIllegalStateException().isThrownBy(evaluator::finish);
        assertThatIllegalStateException()
                .isThrownBy(() -> evaluator.add(Results.of("late", map(1, 1, 0), null, null)))
                .withMessageContaining("late");
    }

    @Test
    void nothingIsLeftInTheSpillFolder(@TempDir Path folder) throws Exception {
        OfficialConfig config = OfficialConfig.defaults().withStorage(new PixelStorage(2, folder));
        try (SplitEvaluator<OfficialScores> spilling = SplitEvaluator.official(config)) {
            spilling.add(Results.of("bad", map(8, 1, 1, 2, 3, 4, 5, 6, 7, 8), null, mask(8, 0, 1, 0, 1, 1, 0, 0, 0)));
            assertThat(spilling.finish().pixels().auroc()).hasValue(1.0 / 3);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aMissingSpillFolderIsNamed(@TempDir Path folder) {
        Path missing = folder.resolve("missing");
        OfficialConfig config = OfficialConfig.defaults().withStorage(new PixelStorage(1, missing));
        try (SplitEvaluator<OfficialScores> spilling = SplitEvaluator.official(config)) {
            assertThatThrownBy(() -> spilling.add(Results.of("bad", map(3, 1, 1, 2, 3), null, null)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(missing.toString());
        }
    }

    private static GrayF32 map(int width, int height, float... scores) {
        GrayF32 map = new GrayF32(width, height);
        System.arraycopy(scores, 0, map.data, 0, scores.length);
        return map;
    }

    /** Of one row. */
    private static GrayU8 mask(int width, int... values) {
        GrayU8 mask = new GrayU8(width, 1);
        for (int x = 0; x < width; x++) mask.set(x, 0, values[x]);
        return mask;
    }
}
