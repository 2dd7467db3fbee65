package dev.robis.eval;

import java.util.OptionalDouble;

/**
 * Area under the per-region overlap curve from (0, 0) to a false positive rate, divided by that rate. The overlap is the mean
 * over all 8-connected ground-truth regions of the split of the fraction covered; the rate counts the pixels of all images
 * that are 0 in the ground truth. Trapezoids between all distinct scores, interpolated at the limit.
 *
 * @param limit largest false positive rate
 * @param value in 0..1; empty without a region or without a normal pixel
 */
public record AuPro(double limit, OptionalDouble value) {}
