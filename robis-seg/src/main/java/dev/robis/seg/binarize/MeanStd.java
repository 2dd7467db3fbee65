package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;
import java.util.List;
import java.util.Optional;

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
    public List<Cut> cuts(GrayF32 eroded, ScoreStatistics statistics, Precision precision) {
        Threshold threshold = new Threshold(precision.roundThreshold(threshold(statistics)), 0);
        return List.of(new Cut(this, threshold, Optional.empty()));
    }
}
