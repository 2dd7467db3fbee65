package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the reference's evaluation gives nothing, and what ours refuses. */
class ReferenceEvaluatorTest {

    private static final ReferenceConfig CONFIG = ReferenceConfig.defaults().withInputSize(16);
    private final SplitEvaluator<ReferenceScores> evaluator = SplitEvaluator.reference(CONFIG);

    @AfterEach
    void close() {
        evaluator.close();
    }

    @Test
    void imagesOfOneKindGiveNothing() {
        evaluator.add(Results.of("a", null, square(8, 2), square(8, 2)));
        evaluator.add(Results.of("b", null, square(8, 3), square(8, 2)));
        assertThat(evaluator.finish()).isEqualTo(ReferenceScores.UNDEFINED);
        try (SplitEvaluator<ReferenceScores> good = SplitEvaluator.reference(CONFIG)) {
            good.add(Results.of("a", null, square(8, 2), null));
            assertThat(good.finish()).isEqualTo(ReferenceScores.UNDEFINED);
        }
    }

    @Test
    void emptyMasksGiveNothing() {
        evaluator.add(Results.of("a", null, new GrayU8(8, 8), square(8, 2)));
        evaluator.add(Results.of("b", null, new GrayU8(8, 8), null));
        ReferenceScores scores = evaluator.finish();
        assertThat(scores).isEqualTo(ReferenceScores.UNDEFINED);
        assertThat(scores.line("can"))
                .isEqualTo("can: I-Auroc:nan, I-AP:nan, I-F1:nan, P-AUROC:nan, P-AP:nan, P-F1:nan, P-AUPRO:nan");
    }

    @Test
    void aPerfectF1IsNotQuiteOne() {
        evaluator.add(Results.of("a", null, square(8, 4), square(8, 4)));
        evaluator.add(Results.of("b", null, new GrayU8(8, 8), null));
        assertThat(evaluator.finish().imageF1()).hasValue(2 / (2 + 1e-8));
    }

    @Test
    void anEmptyGroundTruthStillMakesAnAnomalousImage() {
        evaluator.add(Results.of("a", null, square(8, 4), new GrayU8(8, 8)));
        evaluator.add(Results.of("b", null, new GrayU8(8, 8), null));
        ReferenceScores scores = evaluator.finish();
        assertThat(scores.imageAuroc()).hasValue(1);
        assertThat(scores.pixelAuroc()).isEmpty();
        assertThat(scores.pixelAuPro()).isEmpty();
    }

    @Test
    void sizesMayDifferOnlyWhereBothAreResized() {
        evaluator.add(Results.of("a", null, square(8, 4), square(32, 9)));
        try (SplitEvaluator<ReferenceScores> asIs = SplitEvaluator.reference(CONFIG.withoutResizing())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> asIs.add(Results.of("a", null, square(8, 4), square(32, 9))))
                    .withMessage("a: expected a ground truth of the size of the mask, 8x8, found 32x32");
        }
    }

    @Test
    void aMissingMaskIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.add(Results.of("a", new GrayF32(8, 8), null, null)))
                .withMessage("a: expected a mask, found none");
    }

    @Test
    void anEndedEvaluationTakesNothingIn() {
        evaluator.finish();
        assertThatIllegalStateException().isThrownBy(evaluator::finish);
        assertThatIllegalStateException().isThrownBy(() -> evaluator.add(Results.of("a", null, square(8, 2), null)));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void spillingAndOrderCountForNothing(long seed, @TempDir Path folder) {
        RandomSplit split = RandomSplit.of(seed);
        ReferenceScores scores = split.reference(CONFIG);
        assertThat(split.reference(CONFIG.withStorage(new PixelStorage(50, folder))))
                .isEqualTo(scores);
        assertThat(split.shuffled(seed).reference(CONFIG))
                .usingRecursiveComparison()
                .ignoringFields("images")
                .isEqualTo(scores);
    }

    /** With a square defect in the middle. */
    private static GrayU8 square(int side, int defect) {
        GrayU8 mask = new GrayU8(side, side);
        int from = (side - defect) / 2;
        for (int y = from; y < from + defect; y++) for (int x = from; x < from + defect; x++) mask.set(x, y, 255);
        return mask;
    }
}
