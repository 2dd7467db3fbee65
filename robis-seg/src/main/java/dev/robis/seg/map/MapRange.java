package dev.robis.seg.map;

import boofcv.struct.image.GrayF32;

/**
 * Smallest and largest score of one map or of many, and the scale of 0 to 255 between them.
 *
 * <p>The reference takes the range of a whole split; one taken from calibration images makes a map independent of the
 * images beside it.
 *
 * @param min smallest score, finite
 * @param max largest score, finite, at least {@code min}
 */
public record MapRange(float min, float max) {

    private static final float TOP = 255;
    private static final double DIVISOR_FLOOR = 1e-8;

    public MapRange {
        if (!(Float.isFinite(min) && Float.isFinite(max) && min <= max))
            throw new IllegalArgumentException(
                    "a map range must be finite with min <= max, found " + min + " to " + max);
    }

    /**
     * The range of one map.
     *
     * @param map with at least one pixel. Not modified.
     * @throws IllegalArgumentException if a pixel is not finite, naming it
     */
    public static MapRange of(GrayF32 map) {
        if (map.width <= 0 || map.height <= 0) throw new IllegalArgumentException("a map without pixels has no range");
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int y = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            for (int x = 0; x < map.width; x++) {
                float score = map.data[from + x];
                if (!Float.isFinite(score))
                    throw new IllegalArgumentException(
                            "anomaly map must be finite, found " + score + " at x=" + x + ", y=" + y);
                min = Math.min(min, score);
                max = Math.max(max, score);
            }
        }
        return new MapRange(min, max);
    }

    /** The smallest range that holds both. */
    public MapRange union(MapRange other) {
        return new MapRange(Math.min(min, other.min), Math.max(max, other.max));
    }

    /**
     * Brings scores to 0 for {@code min} and 255 for {@code max}, in the reference's arithmetic:
     * {@code (score - min) / (max - min + 1e-8) * 255} in float32. Scores beyond the range go on linearly, below 0 and
     * above 255, so that a defect stays above the calibration images. A constant range gives zeros.
     *
     * @param map raw scores. Not modified.
     * @return a map of the same size
     */
    public GrayF32 normalise(GrayF32 map) {
        GrayF32 scaled = new GrayF32(map.width, map.height);
        if (min == max) return scaled;
        float divisor = (float) ((double) (max - min) + DIVISOR_FLOOR);
        for (int y = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            int to = y * map.width;
            for (int x = 0; x < map.width; x++) scaled.data[to + x] = (map.data[from + x] - min) / divisor * TOP;
        }
        return scaled;
    }

    /** The range of a stream of maps. Not safe for concurrent use: give each thread its own and add their ranges. */
    public static final class Collector {

        private MapRange range;

        /**
         * @param map with at least one pixel. Not modified, not kept.
         * @throws IllegalArgumentException if a pixel is not finite, naming it; the range so far stays
         */
        public void add(GrayF32 map) {
            add(MapRange.of(map));
        }

        public void add(MapRange other) {
            range = range == null ? other : range.union(other);
        }

        /** @throws IllegalStateException if nothing was added */
        public MapRange range() {
            if (range == null) throw new IllegalStateException("no map was added, so there is no range");
            return range;
        }
    }
}
