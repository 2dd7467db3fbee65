package dev.robis.seg.binarize;

/**
 * How readily a score counts as a defect, without training again: at 2, half the distance from the mean of all scores
 * suffices, at 0.5 it takes twice as much. Higher sensitivity never raises a threshold.
 *
 * @param value positive; 1 leaves thresholds as they were calibrated
 */
public record Sensitivity(double value) {

    /** As calibrated. */
    public static final Sensitivity CALIBRATED = new Sensitivity(1);

    public Sensitivity {
        if (!(value > 0 && Double.isFinite(value)))
            throw new IllegalArgumentException("sensitivity must be positive, found " + value);
    }

    /**
     * @param threshold as calibrated, map units; one that is not above the mean stays
     * @param mean of all scores, map units
     */
    public double move(double threshold, double mean) {
        return value == 1 || !(threshold > mean) ? threshold : mean + (threshold - mean) / value;
    }
}
