package dev.robis.eval.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OverlaysTest {

    private static Planar<GrayU8> grey(int width, int height) {
        Planar<GrayU8> image = new Planar<>(GrayU8.class, width, height, 3);
        for (int band = 0; band < 3; band++) Arrays.fill(image.getBand(band).data, (byte) 100);
        return image;
    }

    private static int colour(Planar<GrayU8> image, int x, int y) {
        return image.getBand(0).get(x, y) << 16
                | image.getBand(1).get(x, y) << 8
                | image.getBand(2).get(x, y);
    }

    @Test
    void theScaleGrowsBrighterWithTheScoreAndEndsAtItsEnds() {
        HeatScale scale = new HeatScale(200);
        double previous = -1;
        for (int score = 0; score <= 200; score++) {
            int colour = scale.colour(score);
            double luminance = 0.2126 * (colour >> 16) + 0.7152 * (colour >> 8 & 255) + 0.0722 * (colour & 255);
            assertThat(luminance).as("score %d", score).isGreaterThan(previous);
            previous = luminance;
        }
        assertThat(scale.colour(-5)).isEqualTo(scale.colour(0));
        assertThat(scale.colour(1e9f)).isEqualTo(scale.colour(200)).isEqualTo(0xfcffa4);
        assertThatThrownBy(() -> new HeatScale(0)).hasMessageContaining("found 0");
    }

    /** Simulated after Machado, Oliveira and Fernandes (2009), whose matrices apply to linear RGB. */
    @Test
    void theScaleIsEvenInLightnessAndStaysSoForTheColourBlind() {
        double[][] normal = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        double[][] protanopia = {
            {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
        };
        double[][] deuteranopia = {
            {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
        };
        double[][] tritanopia = {
            {1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}
        };
        int steps = 16;
        HeatScale scale = new HeatScale(steps);
        for (double[][] vision : new double[][][] {normal, protanopia, deuteranopia, tritanopia})
            for (int step = 0; step < steps; step++) {
                double rise = lightness(scale.colour(step + 1), vision) - lightness(scale.colour(step), vision);
                // The darkest step is shortened by the eye itself: below the photograph it hardly shows.
                assertThat(rise).as("step %d", step).isBetween(step == 0 ? 2.0 : 4.0, 100.0 / steps + 3);
            }
    }

    /** CIE L*, 0 to 100. */
    private static double lightness(int colour, double[][] vision) {
        double luminance = 0;
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int band = 0; band < 3; band++)
            for (int from = 0; from < 3; from++)
                luminance += weights[band] * vision[band][from] * linear(colour >> (16 - 8 * from) & 255);
        return luminance > 216.0 / 24389 ? 116 * Math.cbrt(luminance) - 16 : luminance * 24389 / 27;
    }

    private static double linear(int value) {
        double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    @Test
    void heatLeavesAnImageWithoutScoresAsItIsAndHidesMostUnderTheHighest() {
        Planar<GrayU8> image = grey(3, 2);
        GrayF32 map = new GrayF32(3, 2);
        map.set(1, 1, 50);
        Planar<GrayU8> picture = Overlays.heat(image, map, new HeatScale(50));
        assertThat(colour(picture, 0, 0)).isEqualTo(0x646464);
        assertThat(picture.getBand(0).get(1, 1)).isGreaterThan(200);
        assertThat(colour(image, 1, 1)).isEqualTo(0x646464);
    }

    @Test
    void aContourIsTheEdgeOfItsMaskAndNothingElse() {
        GrayU8 mask = new GrayU8(7, 6);
        for (int y = 1; y < 5; y++) for (int x = 2; x < 7; x++) mask.set(x, y, 1);
        Planar<GrayU8> picture = Overlays.contour(grey(7, 6), mask, Overlays.FOUND);
        for (int y = 0; y < 6; y++)
            for (int x = 0; x < 7; x++) {
                boolean edge = y >= 1 && y < 5 && x >= 2 && (y == 1 || y == 4 || x == 2 || x == 6);
                assertThat(colour(picture, x, y)).as("%d, %d", x, y).isEqualTo(edge ? Overlays.FOUND : 0x646464);
            }
    }

    @Test
    void picturesStandBesideEachOtherWithAGap() {
        Planar<GrayU8> panel = Overlays.sideBySide(grey(5, 4), grey(6, 4));
        assertThat(panel.width).isEqualTo(5 + 4 + 6);
        assertThat(colour(panel, 4, 3)).isEqualTo(0x646464);
        assertThat(colour(panel, 6, 0)).isEqualTo(0xffffff);
        assertThat(colour(panel, 14, 3)).isEqualTo(0x646464);
    }

    @Test
    void otherSizesAreRefused() {
        assertThatThrownBy(() -> Overlays.contour(grey(5, 4), new GrayU8(4, 5), Overlays.TRUTH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5x4")
                .hasMessageContaining("4x5");
    }
}
