package dev.robis.seg.config;

import dev.robis.seg.map.GaussianBlur;
import dev.robis.seg.tile.Blending;
import dev.robis.seg.tile.Placement;
import dev.robis.seg.tile.TileGrid;
import dev.robis.seg.tile.Tiling;
import java.util.Set;

/**
 * How the anomaly map of an image is made of its tiles. Every field changes scores, so that a bundle is calibrated for one such
 * configuration and used with no other. Immutable.
 *
 * @param window side of a tile in the image, pixels
 * @param overlap share of a tile that the next one covers again, 0 inclusive to 1 exclusive
 * @param tiling how images are cut
 * @param mapSize side of a tile's anomaly map, pixels; 256 in the reference, so a quarter of its window
 * @param placement where the map of a tile lies on the image's
 * @param blending how the maps of overlapping tiles become one
 * @param blur what the blur of a tile's map sees beyond the border of the map
 */
public record MapConfig(
        int window,
        double overlap,
        Tiling tiling,
        int mapSize,
        Placement placement,
        Blending blending,
        GaussianBlur.Border blur) {

    private static final int REFERENCE_WINDOW = 1024;
    private static final double REFERENCE_OVERLAP = 0.1;
    private static final int REFERENCE_MAP_SIZE = 256;
    private static final int SMALLEST_MAP_SIZE = 5;

    /** @throws IllegalArgumentException naming the field, the value found and what was expected */
    public MapConfig {
        TileGrid.reference(1, 1, window, overlap);
        if (mapSize < SMALLEST_MAP_SIZE)
            throw new IllegalArgumentException(
                    "mapSize must be at least " + SMALLEST_MAP_SIZE + ", the width of the blur, found " + mapSize);
        if (placement == Placement.TRUNCATED && tiling != Tiling.PADDED)
            throw new IllegalArgumentException("placement " + Placement.TRUNCATED + " needs the tiling " + Tiling.PADDED
                    + ", found " + tiling + ": without the repair " + Repair.TILE_POSITIONS + " no other is possible");
    }

    /** Tiles of 1024 pixels that overlap by a tenth, and all repairs of the reference. */
    public static MapConfig defaults() {
        return new MapConfig(
                REFERENCE_WINDOW,
                REFERENCE_OVERLAP,
                Tiling.FIXED,
                REFERENCE_MAP_SIZE,
                Placement.TRUE,
                Blending.TAPERED,
                GaussianBlur.Border.REPLICATE);
    }

    /** The same window, overlap and map size, with the reference's cutting, merging and blur. */
    public MapConfig asReference() {
        return without(Repair.ALL);
    }

    /** Tiles of another side. Maps keep the reference's 256 pixels, or the window's where that is smaller. */
    public MapConfig withWindow(int side) {
        return new MapConfig(side, overlap, tiling, Math.min(REFERENCE_MAP_SIZE, side), placement, blending, blur);
    }

    public MapConfig withOverlap(double share) {
        return new MapConfig(window, share, tiling, mapSize, placement, blending, blur);
    }

    /** @throws IllegalArgumentException if the placement does not allow this tiling */
    public MapConfig withTiling(Tiling other) {
        return new MapConfig(window, overlap, other, mapSize, placement, blending, blur);
    }

    public MapConfig withMapSize(int side) {
        return new MapConfig(window, overlap, tiling, side, placement, blending, blur);
    }

    /** The same without some repairs of the reference. Repairs that do not change scores are ignored. */
    public MapConfig without(Set<Repair> left) {
        boolean moved = left.contains(Repair.TILE_POSITIONS);
        return new MapConfig(
                window,
                overlap,
                moved ? Tiling.PADDED : tiling,
                mapSize,
                moved ? Placement.TRUNCATED : placement,
                left.contains(Repair.SMOOTH_MERGING) ? Blending.HALF_MEAN : blending,
                left.contains(Repair.BLUR_BORDERS) ? GaussianBlur.Border.ZERO : blur);
    }
}
