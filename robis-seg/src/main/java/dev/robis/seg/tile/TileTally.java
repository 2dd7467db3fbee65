package dev.robis.seg.tile;

import boofcv.struct.image.GrayF32;
import java.util.BitSet;

/** Watches that every tile of a grid is merged once, with a map of the size agreed. */
final class TileTally {

    private final TileGrid grid;
    private final int mapSide;
    private final BitSet added = new BitSet();
    private boolean finished;

    TileTally(TileGrid grid, int mapSide) {
        if (mapSide <= 0) throw new IllegalArgumentException("side of tile maps must be positive, found " + mapSide);
        this.grid = grid;
        this.mapSide = mapSide;
    }

    void add(Tile tile, GrayF32 map) {
        requireOpen();
        grid.require(tile);
        if (map.width != mapSide || map.height != mapSide)
            throw new IllegalArgumentException("map of " + tile + ": expected " + mapSide + "x" + mapSide + ", found "
                    + map.width + "x" + map.height);
        int index = tile.row() * grid.columns() + tile.column();
        if (added.get(index)) throw new IllegalArgumentException(tile + " was added before");
        added.set(index);
    }

    void finish() {
        requireOpen();
        int missing = added.nextClearBit(0);
        if (missing < grid.count())
            throw new IllegalStateException(
                    "added " + added.cardinality() + " of " + grid.count() + " tiles; the first one missing is "
                            + grid.tile(missing / grid.columns(), missing % grid.columns()));
        finished = true;
    }

    private void requireOpen() {
        if (finished) throw new IllegalStateException("this merger is finished; an image needs a new one");
    }
}
