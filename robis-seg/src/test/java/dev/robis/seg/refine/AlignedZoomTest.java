package dev.robis.seg.refine;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.alg.misc.GImageMiscOps;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.testing.Golden;
import dev.robis.seg.image.ImageSize;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlignedZoomTest {

    private static final String FILE = "cases.safetensors";

    static Stream<Golden.Case> cases() {
        return GoldenMasks.cases("zoom");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void imagesAreThoseOfSciPy(Golden.Case golden) {
        List<String> inputs = GoldenMasks.tensors(golden, FILE).stream()
                .filter(name -> name.startsWith("in"))
                .toList();
        assertThat(inputs).isNotEmpty();
        for (String input : inputs) {
            Planar<GrayU8> expected = GoldenMasks.image(golden.tensor(FILE, input.replace("in", "out")));
            ImageSize size = new ImageSize(expected.width, expected.height);
            Planar<GrayU8> found = AlignedZoom.apply(GoldenMasks.image(golden.tensor(FILE, input)), size);
            for (int b = 0; b < expected.getNumBands(); b++)
                assertThat(found.getBand(b).data).as("%s, band %d", input, b).isEqualTo(expected.getBand(b).data);
        }
    }

    @Test
    void cornersStayCornersAndASubImageIsReadInItsPlace() {
        Random random = new Random(1);
        Planar<GrayU8> large = new Planar<>(GrayU8.class, 40, 30, 2);
        GImageMiscOps.fillUniform(large, random, 0, 256);
        Planar<GrayU8> part = large.subimage(3, 5, 36, 26, null);
        Planar<GrayU8> found = AlignedZoom.apply(part, new ImageSize(9, 5));
        for (int b = 0; b < 2; b++) {
            assertThat(found.getBand(b).get(0, 0)).isEqualTo(large.getBand(b).get(3, 5));
            assertThat(found.getBand(b).get(8, 4)).isEqualTo(large.getBand(b).get(35, 25));
            assertThat(found.getBand(b).get(8, 0)).isEqualTo(large.getBand(b).get(35, 5));
        }
    }

    /** As SciPy 1.17 does: 54 / 13 * 13 is more than 54 in double precision, and 57 / 13 * 13 more than 57. */
    @Test
    void theLastLineIsBlackWhereItsPositionIsRoundedBeyondTheImage() {
        Planar<GrayU8> white = new Planar<>(GrayU8.class, 58, 55, 1);
        GImageMiscOps.fill(white, 200);
        GrayU8 found = AlignedZoom.apply(white, new ImageSize(14, 14)).getBand(0);
        for (int i = 0; i < 14; i++) {
            assertThat(found.get(i, 13)).isZero();
            assertThat(found.get(13, i)).isZero();
        }
        assertThat(found.get(12, 12)).isEqualTo(200);
    }
}
