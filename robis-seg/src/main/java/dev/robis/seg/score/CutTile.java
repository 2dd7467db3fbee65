package dev.robis.seg.score;

import dev.robis.seg.data.Sample;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;
import dev.robis.seg.tile.TileName;

/**
 * The place of a tile in an image.
 *
 * @param sample the image
 * @param grid over it
 * @param tile of the grid
 */
public record CutTile(Sample sample, TileGrid grid, Tile tile) {

    /** Path of the tile below its split, without extension, as the reference names its file. */
    public String name() {
        return TileName.of(sample.name(), tile, grid);
    }

    /** Whether it is the last of its image. */
    public boolean last() {
        return tile.equals(grid.tile(grid.rows() - 1, grid.columns() - 1));
    }
}
