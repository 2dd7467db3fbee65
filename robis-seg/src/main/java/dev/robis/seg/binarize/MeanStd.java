package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;

/**
 * The mean plus a multiple of the standard deviation of all scores.
 *
 * @param factor positive; 3 in the reference
 */
public record MeanStd(double factor) implements ThresholdRule {

    public MeanStd {
        if (!(factor > 0 && Double.isFinite(factor)))
            throw new IllegalArgumentException("factor must be positive, found " + factor);
    }

    /** The threshold before it is rounded for comparison. */
    public double threshold(ScoreStatistics statistics) {
        if (statistics.count() == 0)
            throw new IllegalArgumentException("mean and standard deviation need at least one map, found none");
        return statistics.mean() + factor * statistics.standardDeviation();
    }

    @Override
    public Threshold threshold(GrayF32 eroded, ScoreStatistics statistics, Precision precision) {
        return new Threshold(precision.roundThreshold(threshold(statistics)), 0);
    }
}
