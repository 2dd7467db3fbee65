package dev.robis.seg.config;

/** What decides from which score on a pixel counts as a defect. */
public enum PixelRule {

    /** A number of standard deviations above the mean of good scores, united with MEBin: RoBiS's. */
    MEAN_STD_MEBIN,

    /** A quantile of the scores of good pixels. */
    QUANTILE
}
