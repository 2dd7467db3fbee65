package dev.robis.seg.synthetic;

/** Value noise: random numbers on the integer lattice, smoothly interpolated. Immutable. */
record Noise(long seed) {

    /** Smooth noise in [-1, 1] that changes over a distance of 1. */
    double at(double x, double y) {
        double left = Math.floor(x), top = Math.floor(y);
        long i = (long) left, j = (long) top;
        double s = ease(x - left), t = ease(y - top);
        double upper = mix(lattice(i, j), lattice(i + 1, j), s);
        double lower = mix(lattice(i, j + 1), lattice(i + 1, j + 1), s);
        return mix(upper, lower, t);
    }

    /** Two octaves of noise, in [-1, 1]. */
    double rough(double x, double y) {
        return (at(x, y) + 0.5 * at(2.03 * x + 17.1, 2.03 * y - 9.7)) / 1.5;
    }

    /** Independent number in [-1, 1) for a pair of integers. */
    double lattice(long i, long j) {
        return (Dice.mix(seed ^ Dice.mix(i * 0x632be59bd9b4e019L + j)) >> 11) * 0x1p-52;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(double a, double b, double t) {
        return a + (b - a) * t;
    }
}
