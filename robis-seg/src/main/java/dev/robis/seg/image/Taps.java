package dev.robis.seg.image;

/**
 * Which input pixels make an output pixel along one axis, and with what weights: the triangle filter, widened by the
 * ratio when shrinking, in the fixed-point form of Pillow ({@code Resample.c}). Immutable.
 */
final class Taps {

    /** Of the weights. Pillow's: 32 bits hold eight of a pixel, two for overshoot, and these. */
    private static final int PRECISION = 32 - 8 - 2;

    /** What a sum starts with, so that cutting it rounds. */
    static final int HALF = 1 << (PRECISION - 1);

    private final int width; // most taps of an output pixel
    private final int[] first;
    private final int[] count;
    private final int[] weights; // width for each output pixel

    /**
     * @param in pixels of the input
     * @param out pixels of the output
     */
    Taps(int in, int out) {
        double scale = (double) in / out, support = Math.max(scale, 1), perSupport = 1 / support;
        width = (int) Math.ceil(support) * 2 + 1;
        first = new int[out];
        count = new int[out];
        weights = new int[Math.multiplyExact(out, width)];
        double[] exact = new double[width];
        for (int i = 0; i < out; i++) {
            double centre = (i + 0.5) * scale, sum = 0;
            first[i] = Math.max(0, (int) (centre - support + 0.5));
            count[i] = Math.min(in, (int) (centre + support + 0.5)) - first[i];
            for (int t = 0; t < count[i]; t++) {
                exact[t] = Math.max(0, 1 - Math.abs((t + first[i] - centre + 0.5) * perSupport));
                sum += exact[t];
            }
            for (int t = 0; t < count[i]; t++) weights[i * width + t] = (int) (0.5 + exact[t] / sum * (1 << PRECISION));
        }
    }

    /** The first input pixel of an output pixel. */
    int first(int output) {
        return first[output];
    }

    /** How many input pixels an output pixel is made of. */
    int count(int output) {
        return count[output];
    }

    int weight(int output, int tap) {
        return weights[output * width + tap];
    }

    /** A sum of weighted pixels as a pixel. The weights may add up to a little more than one. */
    static byte pixel(int sum) {
        return (byte) Math.min(sum >> PRECISION, 255);
    }
}
