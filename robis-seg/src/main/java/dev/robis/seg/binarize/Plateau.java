package dev.robis.seg.binarize;

/**
 * Scores at which a map falls into the same number of regions.
 *
 * @param regions how many
 * @param scores that were tried in there
 * @param from highest of them, map units
 * @param to lowest of them, map units
 */
public record Plateau(int regions, int scores, double from, double to) {}
