package dev.robis.seg.bank;

import dev.robis.seg.score.CutTile;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;

/**
 * The part of an image that is a tile's own: up to the middle of its overlap with each neighbour.
 *
 * @param left first column of pixels
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
record OwnArea(int left, int top, int right, int bottom) {

    static OwnArea of(CutTile place) {
        TileGrid grid = place.grid();
        Tile tile = place.tile();
        int row = tile.row(), column = tile.column();
        return new OwnArea(
                column == 0 ? 0 : middle(grid.tile(row, column - 1).x() + grid.window(), tile.x()),
                row == 0 ? 0 : middle(grid.tile(row - 1, column).y() + grid.window(), tile.y()),
                column == grid.columns() - 1
                        ? Integer.MAX_VALUE
                        : middle(
                                tile.x() + grid.window(),
                                grid.tile(row, column + 1).x()),
                row == grid.rows() - 1
                        ? Integer.MAX_VALUE
                        : middle(
                                tile.y() + grid.window(),
                                grid.tile(row + 1, column).y()));
    }

    private static int middle(int endOfOne, int startOfNext) {
        return (endOfOne + startOfNext) / 2;
    }

    boolean contains(int x, int y) {
        return x >= left && x < right && y >= top && y < bottom;
    }
}
