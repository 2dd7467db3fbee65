package dev.robis.seg.tile;

/**
 * Size of a map.
 *
 * @param width pixels
 * @param height pixels
 */
public record MapSize(int width, int height) {

    /** @throws IllegalArgumentException if a side is not positive */
    public MapSize {
        if (width <= 0 || height <= 0)
            throw new IllegalArgumentException(
                    "side of maps must be positive, found " + width + "x" + height + " (width x height)");
    }

    /** Of equal sides. */
    public static MapSize square(int side) {
        return new MapSize(side, side);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
