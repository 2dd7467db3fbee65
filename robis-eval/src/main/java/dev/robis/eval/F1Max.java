package dev.robis.eval;

/**
 * The largest F1 over all thresholds.
 *
 * @param value in 0..1
 * @param threshold the highest score that attains it: positive is what scores at least as much
 */
public record F1Max(double value, double threshold) {}
