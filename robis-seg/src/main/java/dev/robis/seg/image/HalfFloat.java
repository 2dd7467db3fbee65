package dev.robis.seg.image;

/** IEEE 754 half precision: 11 significant bits, up to 65504. Java 17 has no conversion of its own. */
public final class HalfFloat {

    private static final int INFINITY = 0x7c00;
    private static final int BIAS = (127 - 15) << 23; // between the exponents of float and half, in a float's bits
    private static final int SMALLEST_NORMAL = 0x38800000; // 2^-14, as a float's bits
    private static final int OVERFLOW = 0x477ff000; // 65520: from here on rounding gives infinity

    private HalfFloat() {}

    /** The value of a half's bits: exact. */
    public static float toFloat(short half) {
        int sign = (half & 0x8000) << 16, magnitude = half & 0x7fff;
        if (magnitude >= INFINITY) return Float.intBitsToFloat(sign | 0x7f800000 | (magnitude & 0x3ff) << 13);
        if (magnitude < 0x400) return (sign == 0 ? 0x1p-24f : -0x1p-24f) * magnitude;
        return Float.intBitsToFloat(sign | (magnitude << 13) + BIAS);
    }

    /** The bits of the nearest half; ties go to the even one, and what is too large becomes infinite. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000, magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) return (short) (sign | INFINITY | 0x200 | (magnitude >> 13 & 0x3ff));
        if (magnitude >= OVERFLOW) return (short) (sign | INFINITY);
        if (magnitude < SMALLEST_NORMAL) {
            // Floats from 0.5 to 1 are 2^-24 apart, as subnormal halves are: the addition rounds.
            float steps = Float.intBitsToFloat(magnitude) + 0.5f;
            return (short) (sign | Float.floatToRawIntBits(steps) - Float.floatToRawIntBits(0.5f));
        }
        int rounded = magnitude + 0xfff + (magnitude >> 13 & 1);
        return (short) (sign | (rounded - BIAS) >> 13);
    }

    /** The nearest half, as a float. */
    public static float round(float value) {
        return toFloat(fromFloat(value));
    }
}
