package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;

/**
 * What either of two rules finds defective: masks of one map are nested, so their union is the mask of the lower
 * threshold.
 */
public record Union(ThresholdRule first, ThresholdRule second) implements ThresholdRule {

    /** @return the lower threshold with the larger number of regions */
    @Override
    public Threshold threshold(GrayF32 eroded, ScoreStatistics statistics, Precision precision) {
        Threshold one = first.threshold(eroded, statistics, precision);
        Threshold other = second.threshold(eroded, statistics, precision);
        return new Threshold(Math.min(one.value(), other.value()), Math.max(one.regions(), other.regions()));
    }
}
