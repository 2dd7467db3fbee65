package dev.robis.seg.tile;

/**
 * One window of a {@link TileGrid}.
 *
 * @param row from the top, the first is 0
 * @param column from the left, the first is 0
 * @param x left edge in the image, pixels
 * @param y top edge in the image, pixels
 */
public record Tile(int row, int column, int x, int y) {}
