package dev.robis.seg.tile;

/** Where the map of a tile lies on the merged one. */
public enum Placement {

    /** Where the tile was cut. */
    TRUE {
        @Override
        double start(TileGrid grid, int tile, int size, int mapSide) {
            return grid.start(tile, size);
        }
    },

    /** At multiples of a whole number of map pixels, as in the reference: too early by part of one per tile. */
    TRUNCATED {
        @Override
        double start(TileGrid grid, int tile, int size, int mapSide) {
            return (double) tile * TileGrid.step(mapSide, grid.overlap()) * grid.window() / mapSide;
        }
    };

    /**
     * @param size of the image along this axis, pixels
     * @return pixels of the image
     */
    abstract double start(TileGrid grid, int tile, int size, int mapSide);
}
