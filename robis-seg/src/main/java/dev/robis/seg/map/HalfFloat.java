package dev.robis.seg.map;

/** IEEE 754 half precision (binary16), for Java 17, which has no conversion of its own. */
final class HalfFloat {

    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7c00;
    private static final int QUIET = 0x0200;

    /** Half precision has 10 bits of fraction, single precision 23. */
    private static final int SHIFT = 13;

    /** What a biased exponent of single precision is above one of half precision: 127 - 15. */
    private static final int REBIAS = 112 << 23;

    /** Halfway from the largest half to the next power of two; from here on values round to infinity. */
    private static final int OVERFLOW = Float.floatToRawIntBits(65520f);

    private static final int SMALLEST_NORMAL = Float.floatToRawIntBits(0x1p-14f);

    private HalfFloat() {}

    /** The value of a half; exact. */
    static float toFloat(short half) {
        int sign = (half & SIGN) << 16;
        int magnitude = half & ~SIGN & 0xffff;
        if (magnitude >= INFINITY) return Float.intBitsToFloat(sign | 0x7f800000 | (magnitude & 0x3ff) << SHIFT);
        if (magnitude >= 0x0400) return Float.intBitsToFloat(sign | ((magnitude << SHIFT) + REBIAS));
        float subnormal = magnitude * 0x1p-24f;
        return sign == 0 ? subnormal : -subnormal;
    }

    /** The nearest half, ties to even; infinity from 65520 on. */
    static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & SIGN;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) return (short) (sign | INFINITY | QUIET | (magnitude >>> SHIFT & 0x3ff));
        if (magnitude >= OVERFLOW) return (short) (sign | INFINITY);
        if (magnitude < SMALLEST_NORMAL)
            return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
        int even = magnitude >>> SHIFT & 1;
        return (short) (sign | (magnitude - REBIAS + 0xfff + even) >>> SHIFT);
    }
}
