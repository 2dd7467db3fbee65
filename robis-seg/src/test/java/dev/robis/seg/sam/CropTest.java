package dev.robis.seg.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CropTest {

    @Test
    void withoutLayersThereIsOnlyTheImage() {
        assertThat(Crop.of(7, 5, 0, 0.34)).containsExactly(crop(0, 0, 0, 7, 5));
    }

    /** Overlap int(512 / 1500 · 1000) = 341; crops of ceil((341 + 1500) / 2) = 921 by ceil((341 + 1000) / 2) = 671. */
    @Test
    void theFirstLayerIsTwoByTwo() {
        assertThat(Crop.of(1500, 1000, 1, 512.0 / 1500))
                .containsExactly(
                        crop(0, 0, 0, 1500, 1000),
                        crop(1, 0, 0, 921, 671),
                        crop(1, 0, 330, 921, 670),
                        crop(1, 580, 0, 920, 671),
                        crop(1, 580, 330, 920, 670));
    }

    /** Overlap int(0.5 · 40 · 2 / 4) = 10; crops of ceil((30 + 100) / 4) = 33 by ceil((30 + 40) / 4) = 18. */
    @Test
    void theSecondLayerIsFourByFourAndOverlapsHalfAsMuch() {
        List<Crop> crops = Crop.of(100, 40, 2, 0.5);
        assertThat(crops).hasSize(1 + 4 + 16);
        assertThat(crops.subList(5, 10))
                .containsExactly(
                        crop(2, 0, 0, 33, 18),
                        crop(2, 0, 8, 33, 18),
                        crop(2, 0, 16, 33, 18),
                        crop(2, 0, 24, 33, 16),
                        crop(2, 23, 0, 33, 18));
        assertThat(crops.get(20)).isEqualTo(crop(2, 69, 24, 31, 16));
    }

    @RepeatedTest(40)
    void everyLayerCoversTheImage(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        int width = 60 + random.nextInt(60), height = 60 + random.nextInt(60), layers = 1 + random.nextInt(3);
        int[][] covered = new int[layers + 1][width * height];
        for (Crop crop : Crop.of(width, height, layers, random.nextDouble())) {
            BoundingBox box = crop.box();
            for (int y = box.y(); y < box.bottom(); y++)
                for (int x = box.x(); x < box.right(); x++) covered[crop.layer()][y * width + x]++;
        }
        for (int[] layer : covered)
            assertThat(layer).as("seed %d, %dx%d", seed, width, height).doesNotContain(0);
    }

    @Test
    void masksNearAnInnerEdgeMayBeCut() {
        Crop crop = crop(1, 100, 0, 100, 80); // its upper edge is the image's; the image is 300 x 200
        assertThat(mayCut(crop, 121, 0, 179, 59)).isFalse();
        assertThat(mayCut(crop, 120, 0, 179, 59)).as("left").isTrue();
        assertThat(mayCut(crop, 121, 0, 180, 59)).as("right").isTrue();
        assertThat(mayCut(crop, 121, 0, 179, 60)).as("lower").isTrue();
    }

    @Test
    void masksNearTheEdgeOfTheImageAreWhole() {
        Crop image = crop(0, 0, 0, 300, 200);
        assertThat(mayCut(image, 0, 0, 299, 199)).isFalse();
        Crop last = crop(1, 200, 120, 100, 80);
        assertThat(mayCut(last, 230, 150, 299, 199)).isFalse();
        assertThat(mayCut(last, 230, 130, 299, 199)).isTrue();
    }

    /** A crop that ends 15 pixels from the image's right edge: its own edge is near the image's too. */
    @Test
    void anInnerEdgeNearTheImagesIsNoCut() {
        assertThat(mayCut(crop(1, 200, 120, 85, 80), 230, 150, 284, 199)).isFalse();
    }

    @Test
    void anImageTooSmallForItsCropsIsRefused() {
        assertThatThrownBy(() -> Crop.of(3, 90, 2, 0.34))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("3x90", "layer 2", "4x4");
    }

    private static boolean mayCut(Crop crop, int left, int top, int right, int bottom) {
        return crop.mayCut(new BoundingBox(left, top, right - left, bottom - top), 300, 200);
    }

    private static Crop crop(int layer, int x, int y, int width, int height) {
        return new Crop(new BoundingBox(x, y, width, height), layer);
    }
}
