package dev.robis.seg.map;

import java.util.function.IntToDoubleFunction;

/** Where the outputs of a linear interpolation lie among its inputs, along one axis. Immutable. */
public final class LinearSamples {

    private final int[] lower;
    private final int[] upper;
    private final float[] fraction;

    private LinearSamples(int outputs) {
        this.lower = new int[outputs];
        this.upper = new int[outputs];
        this.fraction = new float[outputs];
    }

    /**
     * @param outputs number of outputs
     * @param position coordinate of an output in units of the input, input 0 at 0; beyond the ends the end is used
     * @param inputs number of inputs, at least one
     */
    public static LinearSamples at(int outputs, IntToDoubleFunction position, int inputs) {
        LinearSamples samples = new LinearSamples(outputs);
        for (int i = 0; i < outputs; i++) {
            double at = Math.min(Math.max(position.applyAsDouble(i), 0), inputs - 1);
            int lower = (int) at;
            samples.lower[i] = lower;
            samples.upper[i] = Math.min(lower + 1, inputs - 1);
            samples.fraction[i] = (float) (at - lower);
        }
        return samples;
    }

    /** Number of outputs. */
    public int length() {
        return lower.length;
    }

    /** Index of the input at or before an output. */
    public int lower(int output) {
        return lower[output];
    }

    /** Index of the input after an output; that of {@link #lower} at the far end. */
    public int upper(int output) {
        return upper[output];
    }

    /** Weight of the upper input, 0 to 1; the lower one has the rest. */
    public float fraction(int output) {
        return fraction[output];
    }

    /**
     * Interpolates one row.
     *
     * @param row holds the inputs. Not modified.
     * @param start index of input 0 in {@code row}
     * @param into as many elements as there are outputs. Modified.
     */
    public void interpolate(float[] row, int start, float[] into) {
        for (int i = 0; i < lower.length; i++) {
            float share = fraction[i];
            into[i] = (1 - share) * row[start + lower[i]] + share * row[start + upper[i]];
        }
    }
}
