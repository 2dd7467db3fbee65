package dev.robis.seg.synthetic;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random numbers that depend on the seed alone. Only {@code nextLong} of the generator is used: its algorithm is specified,
 * while those that derive bounded or Gaussian numbers may change between releases of Java. Not safe for concurrent use.
 */
final class Dice {

    private final RandomGenerator generator;

    Dice(long seed) {
        generator = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** A seed derived from others, far from theirs even where they are near each other. */
    static long seed(long... parts) {
        long seed = 0;
        for (long part : parts) seed = mix(seed * 0x9e3779b97f4a7c15L + part);
        return seed;
    }

    /** Spreads the bits of a number (Stafford's variant 13 of the MurmurHash3 finaliser). */
    static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    long bits() {
        return generator.nextLong();
    }

    /** Uniform in {@code [low, high)}. */
    double uniform(double low, double high) {
        return low + (high - low) * (bits() >>> 11) * 0x1p-53;
    }

    /** Uniform in {@code [0, bound)}. */
    int below(int bound) {
        return (int) uniform(0, bound);
    }

    double sign() {
        return bits() < 0 ? -1 : 1;
    }

    /** Close to a standard normal distribution: the sum of four uniform numbers, never beyond 3.5. */
    double gaussian() {
        long a = bits(), b = bits();
        double sum = (a >>> 32) + (a & 0xffffffffL) + (b >>> 32) + (b & 0xffffffffL);
        return (sum * 0x1p-32 - 2) * 1.7320508075688772;
    }
}
