package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FullResolutionTest {

    @Test
    void whatHasTheSizeIsReturned() {
        GrayF32 map = new GrayF32(4, 3);
        GrayU8 mask = new GrayU8(4, 3);
        assertThat(FullResolution.map("a", map, 4, 3)).isSameAs(map);
        assertThat(FullResolution.mask("a", mask, 4, 3)).isSameAs(mask);
    }

    @Test
    void aMapIsInterpolatedBetweenTheCentresOfItsPixels() {
        GrayF32 map = new GrayF32(2, 1);
        map.data[1] = 4;
        assertThat(FullResolution.map("a", map, 8, 1).data).containsExactly(0, 0, 0.5f, 1.5f, 2.5f, 3.5f, 4, 4);
    }

    /** A plane is a plane at any size, but within half a pixel of the border. */
    @Test
    void aSlopeStaysASlope() {
        GrayF32 map = new GrayF32(9, 7);
        for (int y = 0; y < 7; y++) for (int x = 0; x < 9; x++) map.set(x, y, 2 * x - 3 * y);
        GrayF32 large = FullResolution.map("a", map, 36, 28);
        for (int y = 2; y < 26; y++)
            for (int x = 2; x < 34; x++)
                assertThat(large.get(x, y))
                        .as("x=%d, y=%d", x, y)
                        .isCloseTo(2 * ((x + 0.5f) / 4 - 0.5f) - 3 * ((y + 0.5f) / 4 - 0.5f), within(1e-5f));
    }

    @Test
    void aMaskRepeatsItsPixels() {
        GrayU8 mask = new GrayU8(3, 2);
        for (int i = 0; i < 6; i++) mask.data[i] = (byte) (i % 2);
        GrayU8 large = FullResolution.mask("a", mask, 12, 8);
        for (int y = 0; y < 8; y++)
            for (int x = 0; x < 12; x++)
                assertThat(large.get(x, y)).as("x=%d, y=%d", x, y).isEqualTo(mask.get(x / 4, y / 4));
    }

    @Test
    void subImagesCountLikeTheirCopies() {
        Random random = new Random(5);
        GrayF32 map = new GrayF32(9, 8);
        GrayU8 mask = new GrayU8(9, 8);
        for (int i = 0; i < map.data.length; i++) {
            map.data[i] = random.nextFloat();
            mask.data[i] = (byte) random.nextInt(2);
        }
        GrayF32 innerMap = map.subimage(2, 3, 7, 6);
        GrayU8 innerMask = mask.subimage(2, 3, 7, 6);
        assertThat(FullResolution.map("a", innerMap, 20, 11).data)
                .containsExactly(FullResolution.map("a", innerMap.clone(), 20, 11).data);
        assertThat(FullResolution.mask("a", innerMask, 20, 11).data)
                .containsExactly(FullResolution.mask("a", innerMask.clone(), 20, 11).data);
    }

    @Test
    void whatCannotBeInterpolatedIsRefusedWithItsPlace() {
        GrayF32 map = new GrayF32(2, 2);
        map.set(1, 0, Float.NEGATIVE_INFINITY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FullResolution.map("bad/003", map, 4, 4))
                .withMessageContaining("bad/003")
                .withMessageContaining("-Infinity at column 1, row 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FullResolution.mask("bad/003", new GrayU8(0, 0), 4, 4))
                .withMessageContaining("bad/003");
    }
}
