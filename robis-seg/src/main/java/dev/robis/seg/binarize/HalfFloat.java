package dev.robis.seg.binarize;

/** IEEE 754 half precision in the low 16 bits of a short. */
final class HalfFloat {

    private HalfFloat() {}

    static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        if (exponent == 0x1f) return Float.intBitsToFloat(sign | 0x7f800000 | (fraction << 13));
        return Float.intBitsToFloat(sign | ((exponent + 112) << 23) | (fraction << 13));
    }

    /** Rounds to nearest, ties to even; what is too large becomes infinite. */
    static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) return (short) (sign | 0x7e00 | ((magnitude >> 13) & 0x3ff)); // not a number
        if (magnitude >= 0x477ff000) return (short) (sign | 0x7c00); // 65520 and more
        if (magnitude < 0x38800000) // subnormal: a multiple of 2^-24, and the product with 2^24 is exact
        return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24f));
        int rounded = magnitude + 0xfff + ((magnitude >> 13) & 1);
        return (short) (sign | ((rounded - 0x38000000) >> 13));
    }
}
