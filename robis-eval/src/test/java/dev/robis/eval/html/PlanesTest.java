package dev.robis.eval.html;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.eval.overlay.HeatScale;
import java.io.ByteArrayInputStream;
import java.util.Random;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanesTest {

    private static final HeatScale SCALE = new HeatScale(Samples.TOP);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aThresholdGivesTheSameMaskBeforeReductionAndAfterIt(long seed) {
        Random random = new Random(seed);
        int width = 20 + random.nextInt(60);
        int height = 20 + random.nextInt(60);
        GrayF32 map = Samples.spots(width, height, seed);
        for (int level = 0; level <= Planes.NOTHING; level += 8) {
            GrayU8 mask = Samples.above(map, (double) level * Samples.TOP / 255);
            Planes planes = Planes.of(Samples.good("map", photo(width, height), map, mask), SCALE, 16);
            assertThat(Math.max(planes.width(), planes.height())).isEqualTo(16);
            for (int i = 0; i < planes.levels().length; i++)
                assertThat((planes.levels()[i] & 255) >= level)
                        .as("seed %d, level %d, pixel %d", seed, level, i)
                        .isEqualTo(planes.found()[i] == 1);
        }
    }

    @Test
    void subImagesGiveWhatTheirCopiesGive() {
        GrayF32 map = Samples.spots(50, 40, 9).subimage(7, 5, 39, 33);
        GrayU8 mask = Samples.above(Samples.spots(50, 40, 9), 50).subimage(7, 5, 39, 33);
        Planar<GrayU8> photo = Samples.photo(50, 40, 1).subimage(7, 5, 39, 33);
        ReportImage part = Samples.bad("part", photo, map, mask, mask);
        ReportImage copy = Samples.bad("part", photo.clone(), map.clone(), mask.clone(), mask.clone());
        for (int side : new int[] {16, 64}) {
            assertThat(Planes.of(part, SCALE, side).packed())
                    .isEqualTo(Planes.of(copy, SCALE, side).packed());
            ReportConfig config = ReportConfig.of("part").withMaxSide(side);
            assertThat(Photo.of(part.photo(), config).jpeg())
                    .isEqualTo(Photo.of(copy.photo(), config).jpeg());
        }
    }

    @Test
    void aGroundTruthMayBeLargerThanTheMapAndLosesNothing() {
        GrayF32 map = new GrayF32(10, 8);
        GrayU8 truth = new GrayU8(40, 32);
        truth.set(39, 0, 1);
        Planes planes = Planes.of(Samples.bad("fine", photo(40, 32), map, new GrayU8(10, 8), truth), SCALE, 64);
        byte[] expected = new byte[80];
        expected[9] = 1;
        assertThat(planes.truth().orElseThrow()).isEqualTo(expected);
        assertThat(planes.f1()).hasValue(0);
    }

    @Test
    void whatIsPackedUnpacksAgain() throws Exception {
        ReportImage image = Samples.bad("bad", 60, 40, 4);
        Planes planes = Planes.of(image, SCALE, 32);
        byte[] bytes = new InflaterInputStream(new ByteArrayInputStream(planes.packed())).readAllBytes();
        int size = planes.width() * planes.height();
        assertThat(bytes).hasSize(2 * size);
        for (int i = 0; i < size; i++) {
            if (i % planes.width() > 0) bytes[i] += bytes[i - 1];
            assertThat(bytes[i]).isEqualTo(planes.levels()[i]);
            assertThat(bytes[size + i])
                    .isEqualTo((byte) (planes.found()[i] + 2 * planes.truth().orElseThrow()[i]));
        }
    }

    @Test
    void scoresBeyondTheScaleEndAtItsEnds() {
        GrayF32 map = new GrayF32(3, 1);
        map.data = new float[] {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 100};
        Planes planes = Planes.of(Samples.good("ends", photo(3, 1), map, new GrayU8(3, 1)), SCALE, 16);
        assertThat(planes.levels()).containsExactly(0, -1, -1);
        assertThat(planes.score()).isInfinite();
    }

    @Test
    void theNearestLevelIsTheOneThatMadeTheMask() {
        GrayF32 map = Samples.spots(60, 50, 11);
        for (int level : new int[] {30, 90, 170}) {
            GrayU8 mask = Samples.above(map, (double) level * Samples.TOP / 255);
            Planes planes = Planes.of(Samples.good("made", photo(60, 50), map, mask), SCALE, 64);
            int nearest = planes.nearestLevel();
            for (int i = 0; i < planes.levels().length; i++)
                assertThat((planes.levels()[i] & 255) >= nearest).isEqualTo(planes.found()[i] == 1);
        }
        Planes empty = Planes.of(Samples.good("empty", photo(60, 50), map, new GrayU8(60, 50)), SCALE, 64);
        for (byte level : empty.levels()) assertThat(level & 255).isLessThan(empty.nearestLevel());
    }

    private static Planar<GrayU8> photo(int width, int height) {
        return Samples.photo(width, height, 1);
    }
}
