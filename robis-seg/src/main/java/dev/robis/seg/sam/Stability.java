package dev.robis.seg.sam;

/** How much of a mask stays when the cut through its logits is moved. */
final class Stability {

    private Stability() {}

    /**
     * Intersection over union of the masks above and below the usual cut; as one lies within the other, that is the
     * ratio of their pixels.
     *
     * @param logits of which those {@code from} inclusive {@code to} exclusive are the mask's. Not modified.
     * @param offset by which the cut at 0 is moved
     * @return 0 to 1; not a number where no logit is above {@code -offset}
     */
    static float score(float[] logits, int from, int to, double offset) {
        float high = (float) offset;
        int intersection = 0;
        int union = 0;
        for (int i = from; i < to; i++) {
            if (logits[i] > high) intersection++;
            if (logits[i] > -high) union++;
        }
        return (float) intersection / (float) union;
    }
}
