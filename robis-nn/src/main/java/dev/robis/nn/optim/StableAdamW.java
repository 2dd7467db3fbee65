package dev.robis.nn.optim;

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
     * One step of one tensor.
     *
     * @param values the tensor. Modified.
     * @param gradients of the same length. Not modified.
     * @param moments of this tensor. Modified.
     * @param step counted from 1
     * @param rate learning rate
     */
    public void step(float[] values, float[] gradients, Moments moments, long step, double rate) {
        if (values.length != gradients.length || values.length != moments.first.length)
            throw new IllegalArgumentException("value, gradient and moments must have one length, found "
                    + values.length + ", " + gradients.length + ", " + moments.first.length);
        double firstCorrection = 1 - Math.pow(firstDecay, step);
        double secondCorrection = Math.sqrt(1 - Math.pow(secondDecay, step));
        float keep = (float) (1 - rate * weightDecay);
        float[] denominators = new float[values.length];
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            float gradient = gradients[i];
            values[i] *= keep;
            moments.first[i] = (float) (moments.first[i] * firstDecay + gradient * (1 - firstDecay));
            moments.second[i] =
                    (float) (moments.second[i] * secondDecay + (double) gradient * gradient * (1 - secondDecay));
            moments.largestSecond[i] = Math.max(moments.largestSecond[i], moments.second[i]);
            float second = amsgrad ? moments.largestSecond[i] : moments.second[i];
            denominators[i] = (float) (Math.sqrt(second) / secondCorrection + epsilon);
            double ratio = gradient / denominators[i];
            squares += ratio * ratio;
        }
        double rootMeanSquare = Math.sqrt(squares / Math.max(1, values.length));
        double length = rate / firstCorrection / Math.max(1, rootMeanSquare / clipThreshold);
        for (int i = 0; i < values.length; i++) values[i] -= (float) (length * moments.first[i] / denominators[i]);
    }
}
