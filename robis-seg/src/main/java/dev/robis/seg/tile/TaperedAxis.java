package dev.robis.seg.tile;

import dev.robis.seg.map.LinearSamples;
import java.util.ArrayList;
import java.util.List;

/** One axis of a tapered merging: what every row or column of tiles contributes along it. Immutable. */
final class TaperedAxis {

    private final int window;
    private final int mapSide;
    private final int size;
    private final Blending blending;
    private final double[] starts;
    private final List<Share> shares = new ArrayList<>();

    /**
     * @param size of the image along this axis, pixels
     * @param tiles along this axis
     * @param mapSide of the maps of tiles, pixels
     * @param merged size of the merged map along this axis, pixels
     */
    TaperedAxis(TileGrid grid, int size, int tiles, int mapSide, int merged, Placement placement, Blending blending) {
        this.window = grid.window(size);
        this.mapSide = mapSide;
        this.size = size;
        this.blending = blending;
        this.starts = new double[tiles];
        for (int tile = 0; tile < tiles; tile++) starts[tile] = placement.start(grid, tile, size, mapSide);
        double pixel = (double) size / merged; // image pixels per pixel of the merged map
        double[] total = new double[merged];
        for (int tile = 0; tile < tiles; tile++)
            for (int i = 0; i < merged; i++) total[i] += weight(tile, (i + 0.5) * pixel);
        for (int tile = 0; tile < tiles; tile++) {
            int from = 0;
            while (from < merged && weight(tile, (from + 0.5) * pixel) == 0) from++;
            int to = from;
            while (to < merged && weight(tile, (to + 0.5) * pixel) > 0) to++;
            float[] weights = new float[to - from];
            for (int i = 0; i < weights.length; i++)
                weights[i] = (float) (weight(tile, (from + i + 0.5) * pixel) / total[from + i]);
            shares.add(new Share(from, samples(tile, from, weights.length, pixel), weights));
        }
    }

    /** What a tile contributes along this axis. Nobody writes to the weights. */
    static final class Share {

        /** First pixel of the merged map that the tile contributes to. */
        final int from;

        /** Where that pixel and the following ones lie in the map of the tile. */
        final LinearSamples samples;

        /** Of those pixels, 0 to 1; over all tiles they sum to 1 per pixel. */
        final float[] weights;

        private Share(int from, LinearSamples samples, float[] weights) {
            this.from = from;
            this.samples = samples;
            this.weights = weights;
        }
    }

    /** Of one row or column of tiles. */
    Share share(int tile) {
        return shares.get(tile);
    }

    private double weight(int tile, double at) {
        return blending.weight(taper(tile, at));
    }

    /**
     * Weight of a tile at a coordinate of the image, edges of pixels being whole numbers: 0 outside the tile, 1 where
     * no neighbour is, linear in between.
     */
    private double taper(int tile, double at) {
        double before = at - starts[tile];
        double after = window - before;
        if (before < 0 || after <= 0) return 0;
        double left = tile == 0 ? 1 : ramp(before, overlap(tile - 1));
        double right = tile == starts.length - 1 ? 1 : ramp(after, overlap(tile));
        return Math.min(left, right);
    }

    private static double ramp(double distance, double overlap) {
        return distance < overlap ? distance / overlap : 1;
    }

    /** Pixels that a tile shares with the next one. */
    private double overlap(int tile) {
        return starts[tile] + window - starts[tile + 1];
    }

    private LinearSamples samples(int tile, int from, int count, double pixel) {
        double start = starts[tile];
        double scale = (double) mapSide / window; // map pixels per image pixel
        int inside = (int) Math.ceil((size - start) * scale - 0.5); // map pixels whose centres are in the image
        return LinearSamples.at(
                count, i -> ((from + i + 0.5) * pixel - start) * scale - 0.5, Math.max(1, Math.min(mapSide, inside)));
    }
}
