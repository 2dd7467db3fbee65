package dev.robis.eval;

/**
 * What a threshold does to all pixels of a split: one point of the PRO, ROC and precision-recall curves. NaN where a rate has
 * nothing to count.
 *
 * @param threshold marked is what scores at least as much; the first point of a curve marks nothing and has positive infinity
 * @param falsePositiveRate share of the normal pixels that are marked: abscissa of ROC and PRO curve
 * @param recall share of the defect pixels that are marked: ordinate of the ROC, abscissa of the precision-recall curve
 * @param precision share of the marked pixels that are defects; 1 where nothing is marked
 * @param regionOverlap mean over the regions of the fraction marked: ordinate of the PRO curve
 */
public record OperatingPoint(
        double threshold, double falsePositiveRate, double recall, double precision, double regionOverlap) {}
