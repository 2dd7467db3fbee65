package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;

/** What this package demands of a map. */
final class Maps {

    private Maps() {}

    static void requirePixels(GrayF32 map) {
        if (map.width <= 0 || map.height <= 0)
            throw new IllegalArgumentException(
                    "map must have pixels, found " + map.width + "x" + map.height + " (width x height)");
    }

    static void requireFinite(float score, int x, int y) {
        if (!Float.isFinite(score))
            throw new IllegalArgumentException("scores must be finite, found " + score + " at (x, y) = (" + x + ", " + y
                    + "). Was the map normalised by a range of zero?");
    }
}
