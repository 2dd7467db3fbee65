package dev.robis.seg.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShotAugmentationTest {

    private static Planar<GrayU8> noise(int side) {
        Random random = new Random(side);
        Planar<GrayU8> image = new Planar<>(GrayU8.class, side, side, 3);
        for (GrayU8 band : image.bands) random.nextBytes(band.data);
        return image;
    }

    private static Planar<GrayU8> flat(int red, int green, int blue) {
        Planar<GrayU8> image = new Planar<>(GrayU8.class, 20, 20, 3);
        int[] values = {red, green, blue};
        for (int band = 0; band < 3; band++) Arrays.fill(image.getBand(band).data, (byte) values[band]);
        return image;
    }

    @Test
    void thereAreTwentyTwoOfWhichTheFirstIsTheImage() {
        Planar<GrayU8> image = noise(17);
        List<Planar<GrayU8>> all = ShotAugmentation.apply(image);
        assertThat(all).hasSize(22).hasSize(ShotAugmentation.IMAGES);
        assertThat(all.get(0)).isSameAs(image);
        assertThat(all)
                .allSatisfy(made -> assertThat(List.of(made.width, made.height)).containsExactly(17, 17));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 17})
    void quartersAndMirrorsMovePixelsAndKeepThem(int side) {
        Planar<GrayU8> image = noise(side);
        List<Planar<GrayU8>> all = ShotAugmentation.apply(image);
        GrayU8 original = image.getBand(1);
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                int value = original.get(x, y);
                assertThat(all.get(17).getBand(1).get(side - 1 - x, y))
                        .as("mirrored")
                        .isEqualTo(value);
                assertThat(all.get(19).getBand(1).get(y, side - 1 - x))
                        .as("a quarter")
                        .isEqualTo(value);
                assertThat(all.get(20).getBand(1).get(side - 1 - x, side - 1 - y))
                        .as("half")
                        .isEqualTo(value);
                assertThat(all.get(21).getBand(1).get(side - 1 - y, x))
                        .as("three")
                        .isEqualTo(value);
            }
    }

    /** By a tenth of twenty pixels: the output shows what lies two further, and reflects it beyond the edge. */
    @ParameterizedTest
    @CsvSource({"9, 2, 2", "10, -2, 2", "11, -2, -2", "12, 2, -2", "13, 1, 1", "16, 1, -1"})
    void movesAreSharesOfTheSide(int index, int right, int down) {
        Planar<GrayU8> image = noise(20);
        GrayU8 moved = ShotAugmentation.apply(image).get(index).getBand(2);
        for (int y = 0; y < 20; y++)
            for (int x = 0; x < 20; x++)
                assertThat(moved.get(x, y))
                        .as("x=%d, y=%d", x, y)
                        .isEqualTo(image.getBand(2).get(reflected(x + right), reflected(y + down)));
    }

    private static int reflected(int at) {
        return at < 0 ? -1 - at : at > 19 ? 39 - at : at;
    }

    /** Sampling at a turned place of a plane gives the plane turned, away from the edges. */
    @ParameterizedTest
    @CsvSource({"1, -4", "2, -3", "4, -1", "5, 1", "8, 4"})
    void turnsAreAboutTheCentre(int index, int sixteenths) {
        int side = 41;
        Planar<GrayU8> image = new Planar<>(GrayU8.class, side, side, 3);
        for (GrayU8 band : image.bands)
            for (int y = 0; y < side; y++) for (int x = 0; x < side; x++) band.set(x, y, 100 + 2 * (x - 20) + (y - 20));
        GrayU8 turned = ShotAugmentation.apply(image).get(index).getBand(0);
        double angle = sixteenths * Math.PI / 16;
        for (int y = -12; y <= 12; y++)
            for (int x = -12; x <= 12; x++) {
                double atX = Math.cos(angle) * x - Math.sin(angle) * y;
                double atY = Math.sin(angle) * x + Math.cos(angle) * y;
                assertThat((double) turned.get(20 + x, 20 + y)).isCloseTo(100 + 2 * atX + atY, within(0.51));
            }
    }

    /** Luma of normalised bands: (0.485, 0.456, 0.406) is grey there, and no change of a band moves only that band. */
    @Test
    void greyIsThatOfNormalisedBands() {
        Planar<GrayU8> mean = ShotAugmentation.apply(flat(124, 116, 104)).get(18);
        assertThat(mean.getBand(0).get(3, 3)).isBetween(123, 125);
        assertThat(mean.getBand(1).get(3, 3)).isBetween(115, 117);
        assertThat(mean.getBand(2).get(3, 3)).isBetween(103, 105);
        Planar<GrayU8> red = ShotAugmentation.apply(flat(224, 116, 104)).get(18);
        assertThat(red.getBand(1).get(3, 3) - 116).isBetween(28, 30); // 0.299 * 100 * 0.224 / 0.229
    }

    @Test
    void aConstantImageStaysConstantHoweverTurnedAndMoved() {
        List<Planar<GrayU8>> all = ShotAugmentation.apply(flat(10, 200, 77));
        for (int i = 0; i < all.size(); i++)
            if (i != 18) assertThat(all.get(i).getBand(1).data).containsOnly((byte) 200);
    }

    @Test
    void otherShapesAreRefused() {
        assertThatThrownBy(() -> ShotAugmentation.apply(new Planar<>(GrayU8.class, 4, 5, 3)))
                .hasMessage("expected a square image, found 4x5 (width x height)");
    }
}
