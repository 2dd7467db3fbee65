package dev.robis.nn.tensor;

/** IEEE 754 binary16, held in a {@code short}, to and from {@code float}. Stateless. */
public final class HalfFloat {

    /** The largest finite half. */
    public static final float MAX_VALUE = 65504;

    private static final int FLOAT_INFINITY = 0x7f800000;
    private static final int HALF_INFINITY = 0x7c00;
    private static final int QUIET = 0x200;
    private static final int SMALLEST_NORMAL = Float.floatToRawIntBits(0x1p-14f);
    private static final int ROUNDS_TO_INFINITY = Float.floatToRawIntBits(65520);
    private static final int EXPONENT_BIASES = 127 - 15;

    private HalfFloat() {}

    /** The same value; not-a-number stays so. */
    public static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> 10) & 0x1f;
        int mantissa = half & 0x3ff;
        if (exponent == 0x1f) return Float.intBitsToFloat(sign | FLOAT_INFINITY | (mantissa << 13));
        if (exponent == 0) return Float.intBitsToFloat(sign | Float.floatToRawIntBits(mantissa * 0x1p-24f));
        return Float.intBitsToFloat(sign | ((exponent + EXPONENT_BIASES) << 23) | (mantissa << 13));
    }

    /**
     * The nearest half, ties to the even one. From 65520 on that is infinity; up to 2<sup>-25</sup> it is zero of the
     * same sign; not-a-number stays so.
     */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > FLOAT_INFINITY) return (short) (sign | HALF_INFINITY | QUIET | ((magnitude >> 13) & 0x3ff));
        if (magnitude >= ROUNDS_TO_INFINITY) return (short) (sign | HALF_INFINITY);
        if (magnitude < SMALLEST_NORMAL) return (short) (sign | subnormal(magnitude));
        int even = (magnitude >> 13) & 1;
        return (short) (sign | ((magnitude - (EXPONENT_BIASES << 23) + 0xfff + even) >> 13));
    }

    /** Floats from 0.5 to 1 are spaced like subnormal halves: the addition rounds. */
    private static int subnormal(int magnitude) {
        return Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) + 0.5f) - Float.floatToRawIntBits(0.5f);
    }
}
