package dev.robis.weights.catalogue;

/**
 * A value and where it was found.
 *
 * @param source for a reader to look it up
 */
public record Fact<T>(T value, String source) {}
