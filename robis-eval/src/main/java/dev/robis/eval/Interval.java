package dev.robis.eval;

/**
 * A confidence interval, ends included.
 *
 * @param low in 0..1
 * @param high in 0..1, not below {@code low}
 */
public record Interval(double low, double high) {}
