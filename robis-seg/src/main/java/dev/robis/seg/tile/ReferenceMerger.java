package dev.robis.seg.tile;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.map.HalfPrecision;

/**
 * The reference's merging. Everything is measured in pixels of the tile maps: the image has {@code size * mapSide /
 * window} of them, truncated, and tiles lie {@code mapSide * (1 - overlap)} apart, truncated again. So tile k comes
 * k times the truncated part too early (230 instead of 921 / 4: a quarter of a pixel per tile).
 *
 * <p>Sum, count and mean are rounded to half precision after every operation, in the order in which tiles are added;
 * the reference's is row by row. With four tiles of up to 255 the sum is exact to 0.25 only.
 *
 * <p>Deviations: row and column are those of the tile, where the reference reads one digit each. Pixels that drift has
 * left to no tile become 0.
 */
final class ReferenceMerger implements TileMerger {

    private final TileGrid grid;
    private final TileTally tally;
    private final int mapSide;
    private final int step;
    private final GrayF32 sum;

    ReferenceMerger(TileGrid grid, int mapSide) {
        this.tally = new TileTally(grid, MapSize.square(mapSide));
        this.grid = grid;
        this.mapSide = mapSide;
        this.step = TileGrid.step(mapSide, grid.overlap());
        int width = scaled(grid.width());
        int height = scaled(grid.height());
        if (width < 1 || height < 1)
            throw new IllegalArgumentException("an image of " + grid.width() + "x" + grid.height()
                    + " (width x height) has no pixel left at " + mapSide + " per " + grid.window());
        if (step < 1)
            throw new IllegalArgumentException("overlap " + grid.overlap() + " leaves tile maps of " + mapSide
                    + " pixels no step: mapSide * (1 - overlap) must be at least 1");
        this.sum = new GrayF32(width, height);
    }

    private int scaled(int size) {
        return Math.toIntExact((long) size * mapSide / grid.window());
    }

    @Override
    public void add(Tile tile, GrayF32 map) {
        tally.add(tile, map);
        int left = tile.column() * step;
        int top = tile.row() * step;
        int columns = Math.min(mapSide, sum.width - left);
        int rows = Math.min(mapSide, sum.height - top);
        for (int y = 0; y < rows; y++) {
            int from = map.startIndex + y * map.stride;
            int to = (top + y) * sum.width + left;
            for (int x = 0; x < columns; x++)
                sum.data[to + x] = HalfPrecision.round(sum.data[to + x] + HalfPrecision.round(map.data[from + x]));
        }
    }

    @Override
    public GrayF32 finish() {
        tally.finish();
        int[] across = cover(grid.columns(), sum.width);
        int[] down = cover(grid.rows(), sum.height);
        for (int y = 0; y < sum.height; y++)
            for (int x = 0; x < sum.width; x++) {
                int count = down[y] * across[x];
                if (count > 0) sum.data[y * sum.width + x] = HalfPrecision.round(sum.data[y * sum.width + x] / count);
            }
        return sum;
    }

    /** How many tiles lie over each pixel of an axis. */
    private int[] cover(int tiles, int size) {
        int[] count = new int[size];
        for (int tile = 0; tile < tiles; tile++)
            for (int i = tile * step; i < Math.min(tile * step + mapSide, size); i++) count[i]++;
        return count;
    }
}
