package dev.robis.seg.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import boofcv.abst.distort.FDistort;
import boofcv.alg.interpolate.InterpolationType;
import boofcv.struct.border.BorderType;
import boofcv.struct.image.GrayF32;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BilinearResizeTest {

    @Test
    void alignedCornersKeepCornersAndAlignedEdgesKeepHalves() {
        GrayF32 pair = new GrayF32(2, 1);
        pair.data = new float[] {0, 1};
        assertThat(BilinearResize.ALIGNED_CORNERS.resize(pair, 5, 1).data).containsExactly(0, 0.25f, 0.5f, 0.75f, 1);
        assertThat(BilinearResize.ALIGNED_EDGES.resize(pair, 4, 1).data).containsExactly(0, 0.25f, 0.75f, 1);
    }

    /** BoofCV's interpolation, given the same geometry, is the judge. */
    @RepeatedTest(20)
    void agreesWithBoofCv() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        GrayF32 source = Maps.random(random, 2 + random.nextInt(30), 2 + random.nextInt(30));
        int width = 2 + random.nextInt(60);
        int height = 2 + random.nextInt(60);
        for (BilinearResize geometry : BilinearResize.values()) {
            GrayF32 expected = new GrayF32(width, height);
            boolean corners = geometry == BilinearResize.ALIGNED_CORNERS;
            double x = corners ? (source.width - 1.0) / (width - 1) : (double) source.width / width;
            double y = corners ? (source.height - 1.0) / (height - 1) : (double) source.height / height;
            new FDistort(source, expected)
                    .interp(InterpolationType.BILINEAR)
                    .border(BorderType.EXTENDED)
                    .affine(1 / x, 0, 0, 1 / y, corners ? 0 : 0.5 / x - 0.5, corners ? 0 : 0.5 / y - 0.5)
                    .apply();
            GrayF32 found = geometry.resize(Maps.asSubImage(random, source), width, height);
            for (int i = 0; i < expected.data.length; i++)
                assertThat(found.data[i])
                        .as(
                                "%s, seed %d, pixel %d of %dx%d to %dx%d",
                                geometry, seed, i, source.width, source.height, width, height)
                        .isCloseTo(expected.data[i], within(2e-5f));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sameSizeIsTheSameMap(BilinearResize geometry) {
        GrayF32 map = Maps.random(new Random(5), 13, 8);
        assertThat(geometry.resize(map, 13, 8).data).containsExactly(map.data);
    }

    @ParameterizedTest
    @EnumSource
    void onePixelFillsEverything(BilinearResize geometry) {
        GrayF32 pixel = new GrayF32(1, 1);
        pixel.data[0] = 0.3f;
        assertThat(geometry.resize(pixel, 4, 3).data).containsOnly(0.3f).hasSize(12);
        assertThat(geometry.resize(Maps.random(new Random(6), 4, 3), 1, 1).data).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void refusesEmptySizes(BilinearResize geometry) {
        assertThatThrownBy(() -> geometry.resize(new GrayF32(3, 2), 0, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3x2 to 0x4");
        assertThatThrownBy(() -> geometry.resize(new GrayF32(0, 0), 3, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0x0 to 3x4");
    }
}
