package dev.robis.seg.config;

import dev.robis.seg.map.GaussianBlur;
import dev.robis.seg.tile.Blending;
import dev.robis.seg.tile.MapSize;
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
 * @param shorterSide pixels to which the shorter side of a smaller image is enlarged before it is cut; 0 for no such thing
 * @param imageScore how the score of an image is told from its map
 */
public record MapConfig(
        int window,
        double overlap,
        Tiling tiling,
        int mapSize,
        Placement placement,
        Blending blending,
        GaussianBlur.Border blur,
        int shorterSide,
        ImageScore imageScore) {

    private static final int REFERENCE_WINDOW = 1024;
    private static final double REFERENCE_OVERLAP = 0.1;
    private static final int REFERENCE_MAP_SIZE = 256;
    private static final int SMALLEST_MAP_SIZE = 5;
    private static final int ANY_SIZE_WINDOW = 640;
    private static final double ANY_SIZE_OVERLAP = 0.2;
    private static final int ANY_SIZE_SCALE = 4;
    private static final int ANY_SIZE_SHORTER_SIDE = 320;

    /** @throws IllegalArgumentException naming the field, the value found and what was expected */
    public MapConfig {
        TileGrid.reference(1, 1, window, overlap);
        if (mapSize < SMALLEST_MAP_SIZE)
            throw new IllegalArgumentException(
                    "mapSize must be at least " + SMALLEST_MAP_SIZE + ", the width of the blur, found " + mapSize);
        if (shorterSide < 0)
            throw new IllegalArgumentException("shorterSide must not be negative, found " + shorterSide);
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
                GaussianBlur.Border.REPLICATE,
                0,
                ImageScore.MAXIMUM);
    }

    /**
     * For networks that see images of any size: enlarged to 320 pixels at least, tiles of up to 640 pixels of which each gives up
     * half of its overlap, maps of a quarter of the image.
     */
    public static MapConfig anySize() {
        return new MapConfig(
                ANY_SIZE_WINDOW,
                ANY_SIZE_OVERLAP,
                Tiling.CLIPPED,
                ANY_SIZE_WINDOW / ANY_SIZE_SCALE,
                Placement.TRUE,
                Blending.HALVED,
                GaussianBlur.Border.REPLICATE,
                ANY_SIZE_SHORTER_SIDE,
                ImageScore.TOP_PERCENT);
    }

    /** The same window, overlap and map size, with the reference's cutting, merging and blur. */
    public MapConfig asReference() {
        return without(Repair.ALL);
    }

    /**
     * Tiles of another side. Maps keep the reference's 256 pixels, or the window's where that is smaller; where tiles are clipped,
     * maps keep their scale.
     */
    public MapConfig withWindow(int side) {
        return new MapConfig(
                side,
                overlap,
                tiling,
                tiling == Tiling.CLIPPED
                        ? Math.max(SMALLEST_MAP_SIZE, side / ANY_SIZE_SCALE)
                        : Math.min(REFERENCE_MAP_SIZE, side),
                placement,
                blending,
                blur,
                shorterSide,
                imageScore);
    }

    public MapConfig withOverlap(double share) {
        return new MapConfig(window, share, tiling, mapSize, placement, blending, blur, shorterSide, imageScore);
    }

    /** @throws IllegalArgumentException if the placement does not allow this tiling */
    public MapConfig withTiling(Tiling other) {
        return new MapConfig(window, overlap, other, mapSize, placement, blending, blur, shorterSide, imageScore);
    }

    public MapConfig withMapSize(int side) {
        return new MapConfig(window, overlap, tiling, side, placement, blending, blur, shorterSide, imageScore);
    }

    public MapConfig withShorterSide(int pixels) {
        return new MapConfig(window, overlap, tiling, mapSize, placement, blending, blur, pixels, imageScore);
    }

    public MapConfig withImageScore(ImageScore other) {
        return new MapConfig(window, overlap, tiling, mapSize, placement, blending, blur, shorterSide, other);
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
                left.contains(Repair.BLUR_BORDERS) ? GaussianBlur.Border.ZERO : blur,
                shorterSide,
                imageScore);
    }

    /**
     * Size of the map of every tile of an image.
     *
     * @param width of the image, or of a tile, pixels
     * @param height likewise
     */
    public MapSize tileMap(int width, int height) {
        if (tiling != Tiling.CLIPPED) return new MapSize(mapSize, mapSize);
        return new MapSize(clipped(Math.min(width, window)), clipped(Math.min(height, window)));
    }

    /**
     * Size of the merged map of an image.
     *
     * @param side of the tiles that it is cut into, pixels
     * @param width of the image, pixels
     * @param height likewise
     */
    public MapSize imageMap(int side, int width, int height) {
        if (tiling == Tiling.CLIPPED) return new MapSize(clipped(width), clipped(height));
        double scale = (double) mapSize / side;
        return new MapSize(Math.max(1, (int) Math.round(width * scale)), Math.max(1, (int) Math.round(height * scale)));
    }

    private int clipped(int side) {
        return Math.toIntExact(((long) side * mapSize + window - 1) / window);
    }
}
