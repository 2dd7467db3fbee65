package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;
import java.util.Arrays;

/**
 * Erosion of maps by a square: a minimum filter. Cut at any threshold, its result is the eroded mask of that threshold.
 * As OpenCV does it: pixel (x, y) of an even square needs one pixel more to its left and above than to its right and
 * below, and what lies outside the map erodes nothing.
 *
 * <p>Regions lose {@code size - 1} pixels per axis, less at the borders of the map; thinner ones vanish.
 *
 * @param size side of the square, pixels of the map; 1 changes nothing
 */
public record Erosion(int size) {

    /** No erosion. */
    public static final Erosion NONE = new Erosion(1);

    public Erosion {
        if (size < 1) throw new IllegalArgumentException("side of the erosion must be positive, found " + size);
    }

    /** The reference's square of 6 pixels, made for maps at a quarter of the image's resolution. */
    public static Erosion reference() {
        return new Erosion(6);
    }

    /**
     * @param map Not modified.
     * @return of each pixel the smallest score of its square
     */
    public GrayF32 erode(GrayF32 map) {
        return smallest(map, size / 2, 1);
    }

    /**
     * The other half of an opening: the mirrored square, outside counting as empty. {@code dilate(erode(map))} is at most
     * {@code map}, and has its full height wherever the square fits into the region above that height.
     *
     * @param map Not modified.
     * @return of each pixel the largest score of its mirrored square
     */
    public GrayF32 dilate(GrayF32 map) {
        return smallest(map, size - 1 - size / 2, -1);
    }

    /**
     * The smallest of {@code sign} times the scores, times {@code sign}.
     *
     * @param before pixels of the square to the left of its anchor, and above it
     */
    private GrayF32 smallest(GrayF32 map, int before, float sign) {
        int width = Math.addExact(map.width, size - 1);
        int height = Math.addExact(map.height, size - 1);
        float[] padded = new float[Math.multiplyExact(width, height)];
        Arrays.fill(padded, Float.POSITIVE_INFINITY);
        for (int y = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            int to = (y + before) * width + before;
            for (int x = 0; x < map.width; x++) padded[to + x] = sign * map.data[from + x];
        }
        slide(padded, 1);
        slide(padded, width);
        GrayF32 result = new GrayF32(map.width, map.height);
        for (int y = 0; y < map.height; y++)
            for (int x = 0; x < map.width; x++) result.data[y * map.width + x] = sign * padded[y * width + x];
        return result;
    }

    /**
     * Replaces each value by the smallest of {@code size} values from it onwards: windows double until two of them,
     * overlapping, make up the size. Whole arrays at a time, which compilers turn into vector instructions. Windows run
     * over the ends of rows only where nothing is read any more.
     *
     * @param stride distance of neighbours
     */
    private void slide(float[] values, int stride) {
        int window = 1;
        for (; window * 2 <= size; window *= 2) shrink(values, window * stride);
        if (window < size) shrink(values, (size - window) * stride);
    }

    private static void shrink(float[] values, int distance) {
        for (int i = 0; i < values.length - distance; i++) values[i] = Math.min(values[i], values[i + distance]);
    }
}
