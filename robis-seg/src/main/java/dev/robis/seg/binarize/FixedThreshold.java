package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;
import java.util.List;
import java.util.Optional;

/**
 * The same score for every map.
 *
 * @param value map units
 */
public record FixedThreshold(double value) implements ThresholdRule {

    @Override
    public List<Cut> cuts(GrayF32 eroded, ScoreStatistics statistics, Precision precision) {
        return List.of(new Cut(this, new Threshold(precision.roundThreshold(value), 0), Optional.empty()));
    }
}
