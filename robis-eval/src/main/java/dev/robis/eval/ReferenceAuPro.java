package dev.robis.eval;

import java.util.OptionalDouble;

/**
 * AU-PRO as the reference's {@code compute_pro}: equidistant thresholds that a score must exceed, rates below 0.3 only,
 * divided by the largest of them; no point (0, 0) and no interpolation.
 *
 * <p>The step between thresholds is a float32, so that rounding sometimes makes one threshold more, equal to the largest
 * score; it adds the point (0, 0) to the curve and can be seen in the third digit of the result.
 */
final class ReferenceAuPro implements ThresholdListener {

    static final int STEPS = 200;
    private static final double LIMIT = 0.3;

    private final PixelTotals totals;
    private final float[] thresholds;
    private int next;

    private long falsePositives;
    private double overlap;
    private int rows;
    private double rate;
    private double mean;
    private double area;

    /**
     * @param min smallest score
     * @param max largest score
     * @param steps between them
     */
    ReferenceAuPro(float min, float max, int steps, PixelTotals totals) {
        this.totals = totals;
        this.thresholds = thresholds(min, max, steps);
        this.next = thresholds.length - 1;
    }

    private static float[] thresholds(float min, float max, int steps) {
        float range = max - min;
        float step = range / steps;
        int count = step > 0 ? (int) Math.ceil((double) range / step) : 0;
        float[] thresholds = new float[count];
        for (int i = 0; i < count; i++) thresholds[i] = (float) (min + i * (double) step);
        return thresholds;
    }

    @Override
    public void at(double threshold, long falsePositives, long truePositives, double overlap) {
        while (next >= 0 && threshold <= thresholds[next]) {
            row();
            next--;
        }
        this.falsePositives = falsePositives;
        this.overlap = overlap;
    }

    /** The counts so far are those above the next threshold. */
    private void row() {
        double nextRate = (double) falsePositives / totals.normal();
        if (!(nextRate < LIMIT)) return;
        double nextMean = overlap / totals.regions();
        if (rows++ > 0) area += (nextRate - rate) * (nextMean + mean) / 2;
        rate = nextRate;
        mean = nextMean;
    }

    /** Empty where the reference gives NaN or an error. */
    OptionalDouble value() {
        boolean defined = rows >= 2 && rate > 0 && totals.regions() > 0;
        return defined ? OptionalDouble.of(area / rate) : OptionalDouble.empty();
    }
}
