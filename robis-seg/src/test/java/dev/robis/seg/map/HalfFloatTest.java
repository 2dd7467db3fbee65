package dev.robis.seg.map;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayF32;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfFloatTest {

    private static final int LARGEST = 0x7bff;

    @Test
    void everyHalfComesBack() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            short back = HalfFloat.fromFloat(value);
            if (Float.isNaN(value)) assertThat(HalfFloat.toFloat(back)).isNaN();
            else assertThat(back).as("half %04x = %s", bits, value).isEqualTo((short) bits);
        }
    }

    @Test
    void knownValues() {
        assertThat(HalfFloat.toFloat((short) 0x3c00)).isEqualTo(1f);
        assertThat(HalfFloat.toFloat((short) 0xc000)).isEqualTo(-2f);
        assertThat(HalfFloat.toFloat((short) 0x3555)).isEqualTo(0x1.554p-2f);
        assertThat(HalfFloat.toFloat((short) LARGEST)).isEqualTo(65504f);
        assertThat(HalfFloat.toFloat((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(HalfFloat.toFloat((short) 0x0400)).isEqualTo(0x1p-14f);
        assertThat(HalfFloat.toFloat((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(HalfFloat.fromFloat(65519.996f)).isEqualTo((short) LARGEST);
        assertThat(HalfFloat.fromFloat(65520f)).isEqualTo((short) 0x7c00);
        assertThat(HalfFloat.fromFloat(-Float.MAX_VALUE)).isEqualTo((short) 0xfc00);
        assertThat(HalfFloat.fromFloat(Float.MIN_VALUE)).isEqualTo((short) 0);
        assertThat(HalfFloat.fromFloat(-0f)).isEqualTo((short) 0x8000);
    }

    /** Between every two neighbours: the midpoint goes to the even one, anything else to the nearer one. */
    @Test
    void roundsToTheNearestTiesToEven() {
        for (int bits = 0; bits < LARGEST; bits++) {
            float low = HalfFloat.toFloat((short) bits);
            float high = HalfFloat.toFloat((short) (bits + 1));
            float middle = (low + high) / 2; // exact in float32
            int even = bits % 2 == 0 ? bits : bits + 1;
            assertThat(HalfFloat.fromFloat(middle)).as("midpoint %s", middle).isEqualTo((short) even);
            assertThat(HalfFloat.fromFloat(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(HalfFloat.fromFloat(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
            assertThat(HalfFloat.fromFloat(-Math.nextUp(middle))).isEqualTo((short) (bits + 1 | 0x8000));
        }
    }

    @Test
    void roundsThePixelsOfASubImageAndLeavesItAlone() {
        long seed = 11;
        Random random = new Random(seed);
        GrayF32 whole = new GrayF32(9, 7);
        for (int i = 0; i < whole.data.length; i++) whole.data[i] = 255 * random.nextFloat();
        float[] before = whole.data.clone();
        GrayF32 rounded = HalfPrecision.round(whole.subimage(2, 1, 8, 5));
        assertThat(rounded.width).isEqualTo(6);
        assertThat(rounded.height).isEqualTo(4);
        for (int y = 0; y < 4; y++)
            for (int x = 0; x < 6; x++)
                assertThat(rounded.get(x, y))
                        .as("seed %d", seed)
                        .isEqualTo(HalfPrecision.round(whole.get(x + 2, y + 1)));
        assertThat(whole.data).isEqualTo(before);
    }
}
