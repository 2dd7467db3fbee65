package dev.robis.seg.binarize;

import java.util.Optional;

/**
 * What one rule alone makes of one map.
 *
 * @param rule that says so
 * @param threshold where it would cut, before sensitivity
 * @param plateau for MEBin, the scores between which the number of regions stayed the same; empty where there are none
 */
public record Cut(ThresholdRule rule, Threshold threshold, Optional<Plateau> plateau) {}
