package dev.robis.nn.efficientnet;

/**
 * Loops over the channels of one pixel or the elements of one row. Every array is read from its beginning: only then does the
 * compiler of Java 17 make vector instructions of a loop over several arrays (a tenth of the time).
 */
final class Pixels {

    private static final float SIX = 6;

    private Pixels() {}

    /** {@code min(max(x, 0), 6)}. */
    static void relu6(float[] x) {
        for (int i = 0; i < x.length; i++) x[i] = Math.min(Math.max(x[i], 0), SIX);
    }

    /** {@code min(max(x + bias, 0), 6)}. */
    static void biasRelu6(float[] x, float[] bias) {
        for (int i = 0; i < bias.length; i++) x[i] = Math.min(Math.max(x[i] + bias[i], 0), SIX);
    }

    /** {@code x + y}. */
    static void add(float[] x, float[] y) {
        for (int i = 0; i < y.length; i++) x[i] += y[i];
    }

    /** One tap of a kernel, added to the sums. */
    static void tap(float[] sums, float[] x, float[] w) {
        for (int c = 0; c < sums.length; c++) sums[c] += x[c] * w[c];
    }

    /** Three taps. */
    static void taps(float[] sums, float[] x0, float[] x1, float[] x2, float[] w0, float[] w1, float[] w2) {
        for (int c = 0; c < sums.length; c++) sums[c] += x0[c] * w0[c] + x1[c] * w1[c] + x2[c] * w2[c];
    }

    /** Two taps. Five at once are too many arrays for vector instructions. */
    static void taps(float[] sums, float[] x0, float[] x1, float[] w0, float[] w1) {
        for (int c = 0; c < sums.length; c++) sums[c] += x0[c] * w0[c] + x1[c] * w1[c];
    }
}
