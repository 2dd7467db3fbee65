package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;

/** Chooses the threshold of one map. Implementations are immutable. */
public sealed interface ThresholdRule permits MeanStd, MeBin, Union {

    /**
     * @param eroded the map behind {@link Erosion#erode}, finite scores. Not modified.
     * @param statistics of all maps of the split, or of the calibration images
     * @param precision of the comparison
     */
    Threshold threshold(GrayF32 eroded, ScoreStatistics statistics, Precision precision);
}
