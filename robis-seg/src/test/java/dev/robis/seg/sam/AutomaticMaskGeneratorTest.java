package dev.robis.seg.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.sam.SamPrediction;
import dev.robis.nn.sam.SamPredictor.ChannelOrder;
import dev.robis.nn.sam.SamPredictor.MaskOutput;
import dev.robis.nn.sam.SamPrompt;
import dev.robis.nn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole search, with a predictor of which it is known what it finds. */
class AutomaticMaskGeneratorTest {

    private static final int WIDTH = 200;
    private static final int HEIGHT = 160;
    private static final BoundingBox WHOLE = new BoundingBox(0, 0, WIDTH, HEIGHT);
    private static final AutomaticMaskConfig CONFIG =
            AutomaticMaskConfig.defaults().withPointsPerSide(20).withCrops(0, 0.25, 1);

    private final PlainSam sam = new PlainSam();
    private final Planar<GrayU8> image = new Planar<>(GrayU8.class, WIDTH, HEIGHT, 3);

    @Test
    void everyThingIsFoundOnce() {
        paint(30, 30, 25, 20, 1);
        paint(120, 90, 40, 30, 2);
        assertThat(generate(CONFIG))
                .extracting(AutomaticMask::box, AutomaticMask::area, AutomaticMask::crop)
                .containsExactlyInAnyOrder(
                        tuple(new BoundingBox(0, 0, WIDTH - 1, HEIGHT - 1), WIDTH * HEIGHT - 500 - 1200, WHOLE),
                        tuple(new BoundingBox(30, 30, 24, 19), 500, WHOLE),
                        tuple(new BoundingBox(120, 90, 39, 29), 1200, WHOLE));
    }

    @Test
    void theBestOfMasksThatAreAlikeIsKept() {
        paint(30, 30, 25, 20, 1);
        sam.iouOf = point -> 0.9f + (float) point.x() / 10_000;
        assertThat(generate(CONFIG))
                .filteredOn(mask -> mask.area() == 500)
                .extracting(AutomaticMask::point) // of those at 35 and 45 across, 36 and 44 down
                .containsExactly(new SamPrompt.Point(45, 36, SamPrompt.Label.FOREGROUND));
        assertThat(generate(CONFIG.withNms(1, 1))).as("of every point").hasSize(400);
    }

    @Test
    void masksComeInFallingOrderOfTheExpectedOverlap() {
        paint(30, 30, 25, 20, 1);
        paint(120, 90, 40, 30, 2);
        sam.iouOf = point -> 0.9f + (float) point.y() / 10_000;
        assertThat(generate(CONFIG))
                .hasSize(3)
                .isSortedAccordingTo((one, other) -> Float.compare(other.predictedIou(), one.predictedIou()));
    }

    /** Crops of layer 1 are 120 x 100, at 0 and 80 across and 0 and 60 down. */
    @Test
    void ofMasksOfSeveralCropsThoseOfTheSmallestAreKept() {
        paint(30, 30, 25, 20, 1); // whole in the upper left crop
        paint(90, 70, 15, 15, 2); // at the edges of all crops
        paint(150, 20, 50, 30, 3); // in the upper right crop, and up to the image's edge
        assertThat(generate(CONFIG.withCrops(1, 0.25, 1)))
                .extracting(AutomaticMask::area, AutomaticMask::crop)
                .containsExactlyInAnyOrder(
                        tuple(500, new BoundingBox(0, 0, 120, 100)),
                        tuple(225, WHOLE),
                        tuple(1500, new BoundingBox(80, 0, 120, 100)),
                        tuple(WIDTH * HEIGHT - 500 - 225 - 1500, WHOLE));
        assertThat(sam.images).hasSize(5);
    }

    @Test
    void betweenCropsTheirOwnThresholdCounts() {
        paint(30, 30, 25, 20, 1);
        assertThat(generate(CONFIG.withCrops(1, 0.25, 1).withNms(0.7, 1)))
                .filteredOn(mask -> mask.area() == 500)
                .extracting(AutomaticMask::crop)
                .containsExactly(new BoundingBox(0, 0, 120, 100), WHOLE);
    }

    @Test
    void pointsLieOnTheGridOfTheirLayer() {
        PointGrid corner = new PointGrid(List.of(new PointGrid.Position(0.25, 0.75)));
        generate(CONFIG.withPointGrids(List.of(PointGrid.regular(1), corner)).withCrops(1, 0.25, 1));
        assertThat(sam.points)
                .extracting(SamPrompt.Point::x, SamPrompt.Point::y)
                .containsExactly(
                        tuple(100.0, 80.0), tuple(30.0, 75.0), tuple(30.0, 75.0), tuple(30.0, 75.0), tuple(30.0, 75.0));
        sam.points.clear();
        generate(CONFIG.withPointsPerSide(4).withCrops(1, 0.25, 2));
        assertThat(sam.points).hasSize(16 + 4 * 4);
    }

    @Test
    void smallPartsAreRemoved() {
        paint(30, 30, 25, 20, 1);
        paint(40, 40, 2, 2, 2); // a hole in it
        paint(180, 30, 2, 2, 1); // an island of it
        AutomaticMaskConfig config = CONFIG.withMinRegionArea(10);
        assertThat(generate(config))
                .filteredOn(mask -> mask.point().x() == 35)
                .extracting(AutomaticMask::area, AutomaticMask::box)
                .contains(tuple(500, new BoundingBox(30, 30, 24, 19)));
        assertThat(generate(CONFIG))
                .filteredOn(mask -> mask.box().equals(new BoundingBox(30, 30, 151, 19)))
                .extracting(AutomaticMask::area)
                .containsExactly(500);
    }

    /** Without its island the frame has much the same box as what it surrounds, which needed no removing. */
    @Test
    void masksThatNeededNoRemovingArePreferred() {
        paint(30, 30, 25, 20, 1);
        paint(31, 31, 23, 18, 2);
        paint(180, 30, 2, 2, 1);
        AutomaticMaskConfig config =
                CONFIG.withPointGrids(List.of(new PointGrid(List.of(position(40, 30.5), position(40.5, 40.5)))));
        assertThat(generate(config)).extracting(AutomaticMask::area).containsExactly(25 * 20 - 23 * 18 + 4, 23 * 18);
        assertThat(generate(config.withMinRegionArea(10)))
                .extracting(AutomaticMask::area)
                .containsExactly(23 * 18);
    }

    @Test
    void nothingGoodIsNothing() {
        sam.iouOf = point -> 0.1f;
        assertThat(generate(CONFIG.withCrops(1, 0.25, 1).withMinRegionArea(10))).isEmpty();
    }

    @Test
    void theListenerHearsOfEveryBatchAndEveryCrop() {
        List<String> heard = new ArrayList<>();
        AutomaticMaskConfig config =
                CONFIG.withPointsPerSide(2).withPointsPerBatch(3).withCrops(1, 0.25, 2);
        new AutomaticMaskGenerator(sam, config)
                .generate(image, ChannelOrder.RGB, (done, total) -> heard.add(done + "/" + total));
        assertThat(heard).containsExactly("3/8", "4/8", "5/8", "6/8", "7/8", "8/8");
    }

    @Test
    void thePredictorIsLeftWithoutAnImage() {
        generate(CONFIG);
        assertThat(sam.current).isNull();
        RuntimeException stop = new RuntimeException("enough");
        assertThatThrownBy(() -> new AutomaticMaskGenerator(sam, CONFIG)
                        .generate(image, ChannelOrder.RGB, (done, total) -> {
                            throw stop;
                        }))
                .isSameAs(stop);
        assertThat(sam.current).isNull();
    }

    @Test
    void subImagesAndTheirOrderOfBandsArePassedOn() {
        paint(130, 60, 25, 20, 1);
        Planar<GrayU8> part = image.subimage(100, 40, 190, 110, null);
        assertThat(new AutomaticMaskGenerator(sam, CONFIG).generate(part, ChannelOrder.BGR))
                .filteredOn(mask -> mask.area() == 500)
                .extracting(AutomaticMask::box)
                .containsExactly(new BoundingBox(30, 20, 24, 19));
        assertThat(sam.orders).containsOnly(ChannelOrder.BGR);
    }

    @Test
    void imagesTooSmallForTheirCropsAreRefused() {
        assertThatThrownBy(() -> new AutomaticMaskGenerator(sam, CONFIG.withCrops(3, 0.25, 1))
                        .generate(TinySam.image(1, 9, 9), ChannelOrder.RGB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9x9");
        assertThat(sam.images).isEmpty();
    }

    private List<AutomaticMask> generate(AutomaticMaskConfig config) {
        return new AutomaticMaskGenerator(sam, config).generate(image, ChannelOrder.RGB);
    }

    private static PointGrid.Position position(double x, double y) {
        return new PointGrid.Position(x / WIDTH, y / HEIGHT);
    }

    private void paint(int x, int y, int width, int height, int colour) {
        for (int v = y; v < y + height; v++)
            for (int u = x; u < x + width; u++) image.getBand(0).set(u, v, colour);
    }

    /** Finds what has the colour of the point. */
    private static final class PlainSam implements ImagePredictor {

        private interface Iou {
            float of(SamPrompt.Point point);
        }

        private final List<Planar<GrayU8>> images = new ArrayList<>();
        private final List<ChannelOrder> orders = new ArrayList<>();
        private final List<SamPrompt.Point> points = new ArrayList<>();
        private Planar<GrayU8> current;
        private Iou iouOf = point -> 0.9f;

        @Override
        public void setImage(Planar<GrayU8> image, ChannelOrder order) {
            current = image;
            images.add(image);
            orders.add(order);
        }

        @Override
        public SamPrediction predict(SamPrompt prompt, MaskOutput output) {
            assertThat(output).isEqualTo(MaskOutput.MULTI);
            SamPrompt.Point point = prompt.points().get(0);
            points.add(point);
            GrayU8 band = current.getBand(0);
            int colour = band.get((int) point.x(), (int) point.y());
            Tensor logits = Tensor.zeros(1, band.height, band.width);
            for (int i = 0; i < logits.data().length; i++)
                logits.data()[i] = band.get(i % band.width, i / band.width) == colour ? 5 : -5;
            return new SamPrediction(logits, new Tensor(new int[] {1}, new float[] {iouOf.of(point)}), logits);
        }

        @Override
        public void resetImage() {
            current = null;
        }
    }
}
