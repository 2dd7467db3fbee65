package dev.robis.seg.tile;

import boofcv.struct.image.GrayF32;
import java.util.BitSet;

/** Watches that every tile of a grid is merged once, with a map of the size agreed. */
final class TileTally {

    private final TileGrid grid;
    private final MapSize size;
    private final BitSet added = new BitSet();
    private boolean finished;

    /** @param size of the maps of tiles */
    TileTally(TileGrid grid, MapSize size) {
        this.grid = grid;
        this.size = size;
    }

    void add(Tile tile, GrayF32 map) {
        requireOpen();
        grid.require(tile);
        if (map.width != size.width() || map.height != size.height())
            throw new IllegalArgumentException(
                    "map of " + tile + ": expected " + size + ", found " + map.width + "x" + map.height);
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
