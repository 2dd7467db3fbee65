package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;
import java.util.List;

/** Chooses the threshold of one map. Implementations are immutable. */
public sealed interface ThresholdRule permits FixedThreshold, MeanStd, MeBin, Union {

    /**
     * What each rule in here makes of a map; at least one.
     *
     * @param eroded the map behind {@link Erosion#erode}, finite scores. Not modified.
     * @param statistics of all maps of the split, or of the calibration images
     * @param precision of the comparison
     */
    List<Cut> cuts(GrayF32 eroded, ScoreStatistics statistics, Precision precision);

    /** @return the lowest threshold of all rules with the largest number of regions */
    default Threshold threshold(GrayF32 eroded, ScoreStatistics statistics, Precision precision) {
        return lowest(cuts(eroded, statistics, precision));
    }

    /** Masks of one map are nested, so their union is the mask of the lowest threshold. */
    static Threshold lowest(List<Cut> cuts) {
        double value = Double.POSITIVE_INFINITY;
        int regions = 0;
        for (Cut cut : cuts) {
            value = Math.min(value, cut.threshold().value());
            regions = Math.max(regions, cut.threshold().regions());
        }
        return new Threshold(value, regions);
    }
}
