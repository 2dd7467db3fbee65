package dev.robis.seg.image;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayF32;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Half precision against its definition. */
class HalfFloatTest {

    /** From the definition: sign, 5 bits of exponent, 10 of fraction. */
    private static double value(int half) {
        int exponent = half >> 10 & 31, fraction = half & 1023;
        double magnitude = exponent == 0 ? Math.scalb(fraction, -24) : Math.scalb(1024 + fraction, exponent - 25);
        return (half & 0x8000) == 0 ? magnitude : -magnitude;
    }

    @Test
    void everyHalfHasItsValueAndComesBack() {
        for (int half = 0; half < 1 << 16; half++) {
            float value = HalfFloat.toFloat((short) half);
            if ((half & 0x7c00) != 0x7c00) assertThat((double) value).isEqualTo(value(half));
            else if ((half & 1023) == 0)
                assertThat(value).isEqualTo(half < 0x8000 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY);
            else assertThat(value).isNaN();
            if (!Float.isNaN(value)) assertThat(HalfFloat.fromFloat(value)).isEqualTo((short) half);
            else assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(value))).isNaN();
        }
    }

    /** Between two neighbours: the nearer one, at the middle the even one. */
    @Test
    void roundingGoesToTheNearestAndThenToTheEven() {
        for (int half = 0; half < 0x7bff; half++) {
            float middle = (float) ((value(half) + value(half + 1)) / 2);
            int even = (half & 1) == 0 ? half : half + 1;
            assertThat(HalfFloat.fromFloat(middle)).isEqualTo((short) even);
            assertThat(HalfFloat.fromFloat(Math.nextDown(middle))).isEqualTo((short) half);
            assertThat(HalfFloat.fromFloat(Math.nextUp(middle))).isEqualTo((short) (half + 1));
            assertThat(HalfFloat.fromFloat(-middle)).isEqualTo((short) (even | 0x8000));
        }
    }

    @Test
    void whatIsTooLargeIsInfinite() {
        assertThat(HalfFloat.round(65504)).isEqualTo(65504);
        assertThat(HalfFloat.round(Math.nextDown(65520f))).isEqualTo(65504);
        assertThat(HalfFloat.round(65520)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(HalfFloat.round(-1e30f)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(HalfFloat.round(Float.MIN_VALUE)).isZero();
        assertThat(HalfFloat.fromFloat(-0f)).isEqualTo((short) 0x8000);
    }

    @Test
    void aSubimageIsRoundedWithoutItsSurroundings() {
        long seed = new Random().nextLong();
        GrayF32 whole = TestImages.randomMap(new Random(seed), 12, 9);
        GrayF32 before = whole.clone();

        HalfPrecision.round(whole.subimage(2, 3, 7, 6, null));

        for (int y = 0; y < 9; y++)
            for (int x = 0; x < 12; x++) {
                boolean inside = x >= 2 && x < 7 && y >= 3 && y < 6;
                float value = before.get(x, y);
                assertThat(whole.get(x, y)).as("seed %d", seed).isEqualTo(inside ? HalfFloat.round(value) : value);
            }
    }
}
