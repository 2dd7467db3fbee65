package dev.robis.seg;

/**
 * A connected part of a mask.
 *
 * @param x left edge of its bounding box, pixels
 * @param y top edge, pixels
 * @param width of its bounding box, pixels
 * @param height of its bounding box, pixels
 * @param area pixels
 * @param score largest score on the anomaly map inside
 */
public record Region(int x, int y, int width, int height, int area, double score) {}
