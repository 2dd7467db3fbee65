package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import dev.robis.eval.ImageResult.Label;
import org.junit.jupiter.api.Test;

class ImageResultTest {

    private static final GrayF32 MAP = new GrayF32(4, 2);
    private static final GrayU8 MASK = new GrayU8(4, 2);
    private static final GrayU8 TRUTH = new GrayU8(8, 4);

    @Test
    void everyPartIsKeptWhateverIsAddedAfterIt() {
        ImageResult one = ImageResult.bad("a")
                .withGroundTruth(TRUTH)
                .withMap(MAP)
                .withMask(MASK)
                .withThreshold(3);
        ImageResult other = ImageResult.bad("a")
                .withThreshold(3)
                .withMask(MASK)
                .withMap(MAP)
                .withGroundTruth(TRUTH);
        for (ImageResult result : new ImageResult[] {one, other}) {
            assertThat(result.name()).isEqualTo("a");
            assertThat(result.label()).isEqualTo(Label.BAD);
            assertThat(result.groundTruth()).containsSame(TRUTH);
            assertThat(result.map()).containsSame(MAP);
            assertThat(result.mask()).containsSame(MASK);
            assertThat(result.threshold()).hasValue(3);
        }
    }

    @Test
    void nothingIsThereBeforeItIsGiven() {
        ImageResult good = ImageResult.good("b");
        assertThat(good.label()).isEqualTo(Label.GOOD);
        assertThat(good.map()).isEmpty();
        assertThat(good.mask()).isEmpty();
        assertThat(good.groundTruth()).isEmpty();
        assertThat(good.threshold()).isEmpty();
        assertThat(good.resized(8, 4).map()).isEmpty();
    }

    @Test
    void resizingLeavesTheGroundTruthAlone() {
        ImageResult full = ImageResult.bad("c")
                .withGroundTruth(TRUTH)
                .withMap(MAP)
                .withMask(MASK)
                .withThreshold(3)
                .resized(8, 4);
        assertThat(full.map().orElseThrow().width).isEqualTo(8);
        assertThat(full.mask().orElseThrow().height).isEqualTo(4);
        assertThat(full.groundTruth()).containsSame(TRUTH);
        assertThat(full.threshold()).hasValue(3);
    }

    @Test
    void onlyABadImageHasAGroundTruth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageResult.good("good/1").withGroundTruth(TRUTH))
                .withMessage("good/1: expected a ground truth of bad images only, found one of a good image");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageResult.unlabelled("x").withGroundTruth(TRUTH))
                .withMessageContaining("an image without a label");
    }

    @Test
    void evaluatorsNeedALabelAndTheGroundTruthOfABadImage() {
        try (SplitEvaluator<OfficialScores> official = SplitEvaluator.official(OfficialConfig.defaults());
                SplitEvaluator<ReferenceScores> reference = SplitEvaluator.reference(ReferenceConfig.defaults())) {
            for (SplitEvaluator<?> evaluator : new SplitEvaluator<?>[] {official, reference}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> evaluator.add(ImageResult.bad("bad/1").withMask(MASK)))
                        .withMessageContaining("bad/1")
                        .withMessageContaining("found a bad image without one");
                assertThatIllegalArgumentException()
                        .isThrownBy(() ->
                                evaluator.add(ImageResult.unlabelled("new/1").withMask(MASK)))
                        .withMessageContaining("new/1")
                        .withMessageContaining("found an image without a label");
            }
        }
    }
}
