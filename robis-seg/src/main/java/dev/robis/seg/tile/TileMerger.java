package dev.robis.seg.tile;

import boofcv.struct.image.GrayF32;

/**
 * Puts the maps of an image's tiles together, one at a time; holds one map of the image and no tile. Not safe for
 * concurrent use: one merger per image.
 *
 * <pre>{@code
 * TileMerger merger = TileMerger.tapered(grid, 256, grid.width(), grid.height());
 * for (Tile tile : grid.tiles()) merger.add(tile, mapOf(grid.cut(image, tile)));
 * GrayF32 map = merger.finish();
 * }</pre>
 */
public sealed interface TileMerger permits ReferenceMerger, TaperedMerger {

    /**
     * Merges as the reference does, see {@link ReferenceMerger}: plain means in half precision, tiles a fraction of a
     * pixel off, a map of {@code mapSide / window} the size of the image (a quarter, for 256 and 1024).
     *
     * @param mapSide of the square maps of tiles, pixels
     * @throws IllegalArgumentException if the map side is not positive, or the image too small for one merged pixel,
     *     or the overlap too large for a step of one merged pixel
     */
    static TileMerger reference(TileGrid grid, int mapSide) {
        return new ReferenceMerger(grid, mapSide);
    }

    /**
     * Merges without seams, see {@link TaperedMerger}: tiles at their true positions, weights that taper across the
     * overlaps, a map of any size.
     *
     * @param mapSide of the square maps of tiles, pixels
     * @param width of the merged map, pixels
     * @param height of the merged map, pixels
     * @throws IllegalArgumentException if a size is not positive
     */
    static TileMerger tapered(TileGrid grid, int mapSide, int width, int height) {
        return of(grid, mapSide, width, height, Placement.TRUE, Blending.TAPERED);
    }

    /**
     * As {@link #tapered}, with or without each of its two repairs.
     *
     * @param placement where tiles lie
     * @param blending how overlapping ones become one
     */
    static TileMerger of(TileGrid grid, int mapSide, int width, int height, Placement placement, Blending blending) {
        return of(grid, MapSize.square(mapSide), new MapSize(width, height), placement, blending);
    }

    /**
     * The same for maps of tiles that are not square.
     *
     * @param tileMap size of every map of a tile
     * @param size of the merged map
     */
    static TileMerger of(TileGrid grid, MapSize tileMap, MapSize size, Placement placement, Blending blending) {
        return new TaperedMerger(grid, tileMap, size, placement, blending);
    }

    /**
     * Adds the map of one tile.
     *
     * @param tile of the grid, not added before
     * @param map {@code mapSide x mapSide}, may be a sub-image. Not modified, not kept.
     * @throws IllegalArgumentException if the tile is of another grid or was added before, or the map has another size
     * @throws IllegalStateException if the merger is finished
     */
    void add(Tile tile, GrayF32 map);

    /**
     * The map of the image. Ends the merger.
     *
     * @throws IllegalStateException if a tile is missing, naming it, or the merger is finished
     */
    GrayF32 finish();
}
