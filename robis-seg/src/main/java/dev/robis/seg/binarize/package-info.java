/**
 * Anomaly maps become masks: mean plus three standard deviations, united with MEBin.
 *
 * <p>Start at {@link dev.robis.seg.binarize.Binarizer}. A {@link dev.robis.seg.binarize.ThresholdRule} says where to
 * cut one map; {@link dev.robis.seg.binarize.ScoreStatistics} hold what it must know of the other maps, gathered in a
 * first pass over a split or stored after training. Maps are {@code GrayF32}, masks {@code GrayU8} of 0 and 1; sub-images
 * are accepted everywhere. Everything here is immutable or without state, and safe for concurrent use.
 *
 * <p>Eroding a mask and cutting a map commute: {@code erode(map > t)} is {@code erode(map) > t} where the erosion of a map
 * is its minimum filter. So one filtered map serves every threshold, and one union-find pass over its pixels, best
 * first, counts the regions of all thresholds of MEBin.
 *
 * <p>Uses BoofCV's image types only.
 */
package dev.robis.seg.binarize;
