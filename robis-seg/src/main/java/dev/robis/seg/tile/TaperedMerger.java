package dev.robis.seg.tile;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.map.LinearSamples;

/**
 * Merging without seams, in float32. A tile lies where it was cut; every pixel of the result samples the maps of the
 * tiles over it bilinearly, and takes their mean with weights that fall linearly from 1 to 0 across an overlap. What a
 * map says of the padding beyond the image is ignored. {@link Placement} and {@link Blending} can take either back.
 *
 * <p>The weight of a tile is a product of one along x and one along y. So is the sum of all weights, and they are
 * normalised per axis beforehand: no image of weights is needed.
 */
final class TaperedMerger implements TileMerger {

    private final TileTally tally;
    private final Blending blending;
    private final TaperedAxis across;
    private final TaperedAxis down;
    private final GrayF32 merged;

    /**
     * @param tileMap size of the map of a tile, pixels
     * @param size of the merged map, pixels
     */
    TaperedMerger(TileGrid grid, MapSize tileMap, MapSize size, Placement placement, Blending blending) {
        int width = size.width(), height = size.height();
        if (width <= 0 || height <= 0)
            throw new IllegalArgumentException(
                    "size of the merged map must be positive, found " + width + "x" + height + " (width x height)");
        this.tally = new TileTally(grid, tileMap);
        this.blending = blending;
        this.across = new TaperedAxis(grid, grid.width(), grid.columns(), tileMap.width(), width, placement, blending);
        this.down = new TaperedAxis(grid, grid.height(), grid.rows(), tileMap.height(), height, placement, blending);
        this.merged = new GrayF32(width, height);
    }

    @Override
    public void add(Tile tile, GrayF32 map) {
        tally.add(tile, map);
        TaperedAxis.Share columns = across.share(tile.column());
        TaperedAxis.Share rows = down.share(tile.row());
        LinearSamples vertical = rows.samples;
        float[] row = new float[map.width];
        float[] sampled = new float[columns.samples.length()];
        for (int y = 0; y < vertical.length(); y++) {
            int above = map.startIndex + vertical.lower(y) * map.stride;
            int below = map.startIndex + vertical.upper(y) * map.stride;
            float share = vertical.fraction(y);
            for (int x = 0; x < row.length; x++)
                row[x] = (1 - share) * map.data[above + x] + share * map.data[below + x];
            columns.samples.interpolate(row, 0, sampled);
            float weight = rows.weights[y];
            int to = (rows.from + y) * merged.width + columns.from;
            for (int x = 0; x < sampled.length; x++)
                merged.data[to + x] = blending.add(merged.data[to + x], weight * columns.weights[x], sampled[x]);
        }
    }

    @Override
    public GrayF32 finish() {
        tally.finish();
        return merged;
    }
}
