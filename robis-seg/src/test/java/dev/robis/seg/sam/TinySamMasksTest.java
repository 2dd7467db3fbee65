package dev.robis.seg.sam;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.sam.SamPrediction;
import dev.robis.nn.sam.SamPredictor.ChannelOrder;
import dev.robis.nn.sam.SamPredictor.MaskOutput;
import dev.robis.nn.sam.SamPrompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The search with a real, if small, network, against the same in plain loops over pixels. */
class TinySamMasksTest {

    private static final int WIDTH = 130;
    private static final int HEIGHT = 100;
    private static final int SIDE = 3;

    /** Thresholds that some masks of these weights pass and others do not. */
    @ParameterizedTest
    @CsvSource({"20, 0, 0.3, 0.9, 0", "11, 0.5, 0.6, 0.8, 0", "1, 0, 0, 0.9, 1"})
    void isWhatPlainLoopsFind(long seed, double iou, double stability, double nms, int layers) {
        AutomaticMaskConfig config = AutomaticMaskConfig.defaults()
                .withPointsPerSide(SIDE)
                .withQuality(iou, stability, 0.2)
                .withNms(nms, nms)
                .withCrops(layers, 0.25, 1);
        Planar<GrayU8> image = TinySam.image(seed, WIDTH, HEIGHT);
        try (SamImagePredictor sam = TinySam.open(seed)) {
            List<AutomaticMask> found = new AutomaticMaskGenerator(sam, config).generate(image, ChannelOrder.RGB);
            List<Plain> expected = new ArrayList<>();
            int all = 0;
            for (int[] crop : layers == 0 ? WHOLE : CROPS) {
                sam.setImage(image.subimage(crop[0], crop[1], crop[2], crop[3], null), ChannelOrder.RGB);
                List<Plain> ofCrop = new ArrayList<>();
                for (SamPrompt.Point point : points(crop[2] - crop[0], crop[3] - crop[1])) {
                    SamPrediction prediction = sam.predict(SamPrompt.points(point), MaskOutput.MULTI);
                    for (int m = 0; m < prediction.masks(); m++, all++) ofCrop.add(new Plain(prediction, m, crop));
                }
                ofCrop.removeIf(mask -> iou > 0 && !(mask.iou > iou));
                ofCrop.removeIf(mask -> stability > 0 && !(mask.stability >= stability));
                ofCrop.removeIf(Plain::touchesInnerEdge);
                ofCrop.sort(Comparator.comparing((Plain mask) -> -mask.iou));
                expected.addAll(withoutDuplicates(ofCrop, nms));
            }
            expected.sort(Comparator.comparing(Plain::cropArea));
            if (layers > 0) expected = withoutDuplicates(expected, nms);

            assertThat(found).hasSameSizeAs(expected).isNotEmpty().hasSizeLessThan(all);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).segmentation().mask().data).isEqualTo(expected.get(i).mask);
                assertThat(found.get(i).predictedIou()).isEqualTo(expected.get(i).iou);
                assertThat(found.get(i).stabilityScore()).isEqualTo(Float.valueOf(expected.get(i).stability));
            }
        }
    }

    private static final int[][] WHOLE = {{0, 0, WIDTH, HEIGHT}};
    /** Overlap 25; crops of 78 x 63, the last ones a column and a row less. */
    private static final int[][] CROPS = {
        WHOLE[0], {0, 0, 78, 63}, {0, 38, 78, HEIGHT}, {53, 0, WIDTH, 63}, {53, 38, WIDTH, HEIGHT}
    };

    private static List<SamPrompt.Point> points(int width, int height) {
        List<SamPrompt.Point> points = new ArrayList<>();
        for (int row = 0; row < SIDE; row++)
            for (int column = 0; column < SIDE; column++)
                points.add(new SamPrompt.Point(
                        (column + 0.5) / SIDE * width, (row + 0.5) / SIDE * height, SamPrompt.Label.FOREGROUND));
        return points;
    }

    /** @param masks best first */
    private static List<Plain> withoutDuplicates(List<Plain> masks, double threshold) {
        List<Plain> kept = new ArrayList<>();
        for (Plain mask : masks)
            if (kept.stream().noneMatch(better -> better.overlap(mask) > threshold)) kept.add(mask);
        return kept;
    }

    /** A mask in the image, and what is known of it. */
    private static final class Plain {

        private final int[] crop;
        private final byte[] mask = new byte[WIDTH * HEIGHT];
        private final float iou;
        private final float stability;
        private int left = WIDTH, top = HEIGHT, right = -1, bottom = -1;

        Plain(SamPrediction prediction, int index, int[] crop) {
            this.crop = crop;
            iou = prediction.iou().data()[index];
            int width = crop[2] - crop[0], height = crop[3] - crop[1], high = 0, low = 0;
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++) {
                    float logit = prediction.logits().data()[(index * height + y) * width + x];
                    if (logit > 0.2f) high++;
                    if (logit > -0.2f) low++;
                    if (!(logit > 0)) continue;
                    mask[(crop[1] + y) * WIDTH + crop[0] + x] = 1;
                    left = Math.min(left, crop[0] + x);
                    right = Math.max(right, crop[0] + x);
                    top = Math.min(top, crop[1] + y);
                    bottom = Math.max(bottom, crop[1] + y);
                }
            stability = (float) high / low;
            if (right >= 0) return;
            left = right = crop[0];
            top = bottom = crop[1];
        }

        int cropArea() {
            return (crop[2] - crop[0]) * (crop[3] - crop[1]);
        }

        boolean touchesInnerEdge() {
            int[] edges = {left, top, right, bottom};
            int[] ofImage = WHOLE[0];
            for (int i = 0; i < 4; i++)
                if (Math.abs(edges[i] - crop[i]) <= 20 && Math.abs(edges[i] - ofImage[i]) > 20) return true;
            return false;
        }

        double overlap(Plain other) {
            double across = Math.max(0, Math.min(right, other.right) - Math.max(left, other.left));
            double down = Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
            double both = across * down;
            return both / (area() + other.area() - both);
        }

        private double area() {
            return (double) (right - left) * (bottom - top);
        }
    }
}
