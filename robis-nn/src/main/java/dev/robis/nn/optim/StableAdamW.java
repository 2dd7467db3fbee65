package dev.robis.nn.optim;

import java.nio.FloatBuffer;

/**
 * AdamW whose step is divided by the root mean square of gradient over denominator where that exceeds a threshold
 * (Wortsman et al. 2023), per tensor, in the reference's order: weight decay before the moments, and with AMSGrad the
 * running maximum of the second moment corrected by the current step.
 *
 * @param firstDecay decay of the first moment (beta 1)
 * @param secondDecay decay of the second moment (beta 2)
 * @param epsilon added to the denominator
 * @param weightDecay multiplied by the rate
 * @param amsgrad whether the second moment is its running maximum
 * @param clipThreshold root mean square above which a step is shortened
 */
public record StableAdamW(
        double firstDecay,
        double secondDecay,
        double epsilon,
        double weightDecay,
        boolean amsgrad,
        double clipThreshold) {

    private static final int PIECE = 1024;

    /** As INP-Former trains. */
    public static StableAdamW reference(double weightDecay) {
        return new StableAdamW(0.9, 0.999, 1e-10, weightDecay, true, 1.0);
    }

    /** Moments of one tensor. Not safe for concurrent use. */
    public static final class Moments {
        private final float[] first;
        private final float[] second;
        private final float[] largestSecond;

        public Moments(int length) {
            this(new float[length], new float[length], new float[length]);
        }

        /** Continues from stored moments; the arrays are kept, not copied. */
        public Moments(float[] first, float[] second, float[] largestSecond) {
            if (first.length != second.length || first.length != largestSecond.length)
                throw new IllegalArgumentException("moments must have one length, found " + first.length + ", "
                        + second.length + ", " + largestSecond.length);
            this.first = first;
            this.second = second;
            this.largestSecond = largestSecond;
        }

        public float[] first() {
            return first;
        }

        public float[] second() {
            return second;
        }

        public float[] largestSecond() {
            return largestSecond;
        }
    }

    /**
     * One step of one tensor, in float32 as in the reference.
     *
     * @param values the tensor, from position to limit. Modified; the position is not.
     * @param gradients as many. Not modified.
     * @param scale that the gradients are multiplied by first
     * @param moments of this tensor. Modified.
     * @param step counted from 1
     * @param rate learning rate
     */
    public void step(FloatBuffer values, FloatBuffer gradients, double scale, Moments moments, long step, double rate) {
        int length = moments.first.length;
        if (values.remaining() != length || gradients.remaining() != length)
            throw new IllegalArgumentException("value, gradient and moments must have one length, found "
                    + values.remaining() + ", " + gradients.remaining() + ", " + length);
        float correction = (float) Math.sqrt(1 - Math.pow(secondDecay, step));
        Piece piece = new Piece(Math.min(length, PIECE));
        double squares = 0;
        for (int from = 0; from < length; from += PIECE) {
            int count = Math.min(PIECE, length - from);
            gradients.get(gradients.position() + from, piece.gradients, 0, count);
            accumulate(piece, (float) scale, moments, from, count);
            denominators(piece, correction, moments, from, count);
            for (int i = 0; i < count; i++) piece.ratios[i] = piece.gradients[i] / piece.denominators[i];
            for (int i = 0; i < count; i++) squares += (double) piece.ratios[i] * piece.ratios[i];
        }
        double rootMeanSquare = Math.sqrt(squares / Math.max(1, length));
        double firstCorrection = 1 - Math.pow(firstDecay, step);
        float stride = (float) (rate / firstCorrection / Math.max(1, rootMeanSquare / clipThreshold));
        float keep = (float) (1 - rate * weightDecay);
        for (int from = 0; from < length; from += PIECE) {
            int count = Math.min(PIECE, length - from);
            values.get(values.position() + from, piece.values, 0, count);
            denominators(piece, correction, moments, from, count);
            for (int i = 0; i < count; i++)
                piece.values[i] = piece.values[i] * keep - stride * moments.first[from + i] / piece.denominators[i];
            values.put(values.position() + from, piece.values, 0, count);
        }
    }

    private void accumulate(Piece piece, float scale, Moments moments, int from, int count) {
        float keepFirst = (float) firstDecay;
        float addFirst = (float) (1 - firstDecay);
        float keepSecond = (float) secondDecay;
        float addSecond = (float) (1 - secondDecay);
        float[] gradients = piece.gradients;
        for (int i = 0; i < count; i++) gradients[i] *= scale;
        for (int i = 0; i < count; i++)
            moments.first[from + i] = moments.first[from + i] * keepFirst + gradients[i] * addFirst;
        for (int i = 0; i < count; i++)
            moments.second[from + i] = moments.second[from + i] * keepSecond + gradients[i] * gradients[i] * addSecond;
        for (int i = 0; i < count; i++)
            moments.largestSecond[from + i] = Math.max(moments.largestSecond[from + i], moments.second[from + i]);
    }

    private void denominators(Piece piece, float correction, Moments moments, int from, int count) {
        float[] second = amsgrad ? moments.largestSecond : moments.second;
        float floor = (float) epsilon;
        for (int i = 0; i < count; i++)
            piece.denominators[i] = (float) Math.sqrt(second[from + i]) / correction + floor;
    }

    /** Room for as many elements as stay in the first cache; loops over plain arrays run in vectors. */
    private static final class Piece {
        private final float[] values;
        private final float[] gradients;
        private final float[] denominators;
        private final float[] ratios;

        Piece(int length) {
            values = new float[length];
            gradients = new float[length];
            denominators = new float[length];
            ratios = new float[length];
        }
    }
}
