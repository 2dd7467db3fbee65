package dev.robis.seg.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.robis.nn.sam.SamPrediction;
import dev.robis.nn.sam.SamPrompt;
import dev.robis.nn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskFilterTest {

    private static final int WIDTH = 200;
    private static final int HEIGHT = 150;
    private static final Crop IMAGE = new Crop(new BoundingBox(0, 0, WIDTH, HEIGHT), 0);
    /** Lower right quarter. */
    private static final Crop QUARTER = new Crop(new BoundingBox(100, 75, 100, 75), 1);

    private static final SamPrompt.Point POINT = new SamPrompt.Point(3.5, 2.5, SamPrompt.Label.FOREGROUND);
    private static final AutomaticMaskConfig CONFIG = AutomaticMaskConfig.defaults();

    @Test
    void aGoodMaskIsDescribed() {
        Logits logits = new Logits(WIDTH, HEIGHT).fill(10, 20, 4, 3, 5).fill(14, 20, 1, 1, -2);
        assertThat(filter(CONFIG, IMAGE, 0.9f, logits))
                .containsExactly(new AutomaticMask(
                        new Logits(WIDTH, HEIGHT).fill(10, 20, 4, 3, 1).runs(),
                        new BoundingBox(10, 20, 3, 2), // from first to last pixel
                        0.9f,
                        POINT,
                        1,
                        IMAGE.box()))
                .allSatisfy(mask -> assertThat(mask.area()).isEqualTo(12));
    }

    @Test
    void theExpectedOverlapMustBeAboveItsThreshold() {
        Logits logits = new Logits(WIDTH, HEIGHT).fill(10, 20, 4, 3, 5);
        assertThat(filter(CONFIG.withQuality(0.5, 0.95, 1), IMAGE, 0.5f, logits))
                .isEmpty();
        assertThat(filter(CONFIG.withQuality(0.5, 0.95, 1), IMAGE, Math.nextUp(0.5f), logits))
                .hasSize(1);
        assertThat(filter(CONFIG.withQuality(0, 0.95, 1), IMAGE, -0.3f, logits)).hasSize(1);
        assertThat(filter(CONFIG, IMAGE, Float.NaN, logits)).isEmpty();
    }

    @Test
    void theStabilityMustReachItsThreshold() {
        Logits logits = new Logits(WIDTH, HEIGHT).fill(10, 20, 4, 3, 5).fill(30, 20, 2, 2, 0.5f);
        assertThat(filter(CONFIG.withQuality(0.5, 0.75, 1), IMAGE, 0.9f, logits)) // 12 of 16
                .extracting(AutomaticMask::stabilityScore)
                .containsExactly(0.75f);
        assertThat(filter(CONFIG.withQuality(0.5, 0.76, 1), IMAGE, 0.9f, logits))
                .isEmpty();
        assertThat(filter(CONFIG.withQuality(0.5, 0.76, 0.4), IMAGE, 0.9f, logits))
                .extracting(AutomaticMask::stabilityScore)
                .containsExactly(1f);
    }

    @Test
    void emptyMasksPassOnlyThresholdsOfZero() {
        Logits nothing = new Logits(100, 75);
        assertThat(filter(CONFIG, QUARTER, 0.9f, nothing)).isEmpty();
        assertThat(filter(CONFIG.withQuality(0, 0, 1), IMAGE, 0.9f, new Logits(WIDTH, HEIGHT)))
                .extracting(AutomaticMask::area, AutomaticMask::stabilityScore)
                .containsExactly(tuple(0, Float.NaN));
        assertThat(filter(CONFIG.withQuality(0, 0, 1), QUARTER, 0.9f, nothing))
                .as("it lies at the crop's inner corner")
                .isEmpty();
    }

    @Test
    void masksOfACropArePlacedInTheImage() {
        Logits logits = new Logits(100, 75).fill(30, 25, 70, 50, 4); // up to the image's edges
        assertThat(filter(CONFIG, QUARTER, 0.9f, logits))
                .containsExactly(new AutomaticMask(
                        new Logits(WIDTH, HEIGHT).fill(130, 100, 70, 50, 1).runs(),
                        new BoundingBox(130, 100, 69, 49),
                        0.9f,
                        new SamPrompt.Point(103.5, 77.5, SamPrompt.Label.FOREGROUND),
                        1,
                        QUARTER.box()));
    }

    @Test
    void masksThatTouchTheEdgeOfACropAreDropped() {
        assertThat(filter(CONFIG, QUARTER, 0.9f, new Logits(100, 75).fill(20, 25, 30, 30, 4)))
                .isEmpty();
        assertThat(filter(CONFIG, QUARTER, 0.9f, new Logits(100, 75).fill(21, 25, 30, 30, 4)))
                .hasSize(1);
    }

    @Test
    void everyMaskOfAPredictionIsJudged() {
        Logits good = new Logits(WIDTH, HEIGHT).fill(10, 20, 4, 3, 5);
        Logits bad = new Logits(WIDTH, HEIGHT).fill(10, 20, 4, 3, 0.5f);
        Logits other = new Logits(WIDTH, HEIGHT).fill(50, 20, 4, 3, 5);
        float[] logits = new float[3 * WIDTH * HEIGHT];
        int at = 0;
        for (Logits each : List.of(good, bad, other)) {
            System.arraycopy(each.values, 0, logits, at, each.values.length);
            at += each.values.length;
        }
        Tensor planes = new Tensor(new int[] {3, HEIGHT, WIDTH}, logits);
        SamPrediction prediction =
                new SamPrediction(planes, new Tensor(new int[] {3}, new float[] {0.9f, 0.95f, 0.92f}), planes);
        assertThat(new MaskFilter(CONFIG, IMAGE, WIDTH, HEIGHT).apply(POINT, prediction))
                .extracting(mask -> mask.box().x(), AutomaticMask::predictedIou)
                .containsExactly(tuple(10, 0.9f), tuple(50, 0.92f));
    }

    private static List<AutomaticMask> filter(AutomaticMaskConfig config, Crop crop, float iou, Logits logits) {
        Tensor planes = new Tensor(new int[] {1, crop.box().height(), crop.box().width()}, logits.values);
        SamPrediction prediction = new SamPrediction(planes, new Tensor(new int[] {1}, new float[] {iou}), planes);
        return new MaskFilter(config, crop, WIDTH, HEIGHT).apply(POINT, prediction);
    }

    /** Far below zero, but for rectangles. */
    private static final class Logits {

        private final int width;
        private final float[] values;

        Logits(int width, int height) {
            this.width = width;
            this.values = new float[width * height];
            Arrays.fill(values, -9);
        }

        Logits fill(int x, int y, int columns, int rows, float value) {
            for (int v = y; v < y + rows; v++) Arrays.fill(values, v * width + x, v * width + x + columns, value);
            return this;
        }

        RunLengths runs() {
            int height = values.length / width;
            return RunLengths.positive(values, 0, new BoundingBox(0, 0, width, height), width, height);
        }
    }
}
