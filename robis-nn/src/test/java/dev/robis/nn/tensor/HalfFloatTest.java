package dev.robis.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every half there is, and every place where rounding changes its mind. */
class HalfFloatTest {

    private static final int INFINITY = 0x7c00;

    @Test
    void everyHalfHasTheValueOfItsDefinition() {
        for (int half = 0; half <= 0xffff; half++)
            assertThat(Float.floatToIntBits(HalfFloat.toFloat((short) half)))
                    .as("%04x", half)
                    .isEqualTo(Float.floatToIntBits(defined(half)));
    }

    @Test
    void everyHalfComesBack() {
        for (int half = 0; half <= 0xffff; half++) {
            short back = HalfFloat.fromFloat(HalfFloat.toFloat((short) half));
            if (isNaN(half)) assertThat(isNaN(back & 0xffff)).as("%04x", half).isTrue();
            else assertThat(back & 0xffff).as("%04x", half).isEqualTo(half);
        }
    }

    @Test
    void betweenNeighboursTheNearerWinsAndTiesAreEven() {
        for (int half = 0; half < INFINITY; half++)
            for (int sign : new int[] {0, 0x8000}) {
                int even = (half & 1) == 0 ? half : half + 1;
                float middle = middle(half);
                assertRounds(middle, sign, even);
                assertRounds(Math.nextDown(middle), sign, half);
                assertRounds(Math.nextUp(middle), sign, half + 1);
            }
    }

    @Test
    void extremesRoundToInfinityAndZero() {
        assertRounds(Float.MAX_VALUE, 0, INFINITY);
        assertRounds(Float.POSITIVE_INFINITY, 0x8000, INFINITY);
        assertRounds(HalfFloat.MAX_VALUE, 0, INFINITY - 1);
        assertRounds(Float.MIN_VALUE, 0, 0);
        assertRounds(Float.MIN_NORMAL, 0x8000, 0);
        assertRounds(0, 0x8000, 0);
    }

    @Test
    void notANumberStaysSoWhateverItsPayload() {
        for (int payload : new int[] {1, 0x1fff, 0x2000, 0x400000, 0x7fffff})
            for (int sign : new int[] {0, 0x80000000}) {
                short half = HalfFloat.fromFloat(Float.intBitsToFloat(sign | 0x7f800000 | payload));
                assertThat(isNaN(half & 0xffff)).as("payload %x", payload).isTrue();
                assertThat(half < 0).isEqualTo(sign != 0);
            }
    }

    private static void assertRounds(float magnitude, int sign, int expected) {
        float value = sign == 0 ? magnitude : -magnitude;
        assertThat(HalfFloat.fromFloat(value) & 0xffff).as("%a", value).isEqualTo(sign | expected);
    }

    /** Halfway to the next half; that after the largest would be 65536. */
    private static float middle(int half) {
        double next = half + 1 == INFINITY ? 65536 : defined(half + 1);
        return (float) ((defined(half) + next) / 2);
    }

    private static boolean isNaN(int half) {
        return (half & 0x7fff) > INFINITY;
    }

    /** IEEE 754-2008, section 3.4. */
    private static float defined(int half) {
        int exponent = (half & 0x7fff) >> 10;
        int mantissa = half & 0x3ff;
        double magnitude;
        if (exponent == 31) magnitude = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        else if (exponent == 0) magnitude = mantissa * Math.pow(2, -24);
        else magnitude = (1024 + mantissa) * Math.pow(2, exponent - 25);
        return (float) (half < 0x8000 ? magnitude : -magnitude);
    }
}
