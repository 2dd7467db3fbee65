package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;

/**
 * Brings maps and masks to the size of the ground truth, at which the benchmark compares them: RoBiS stores both at a quarter
 * of the image. The other way, a reduced ground truth, loses small defects and rates every edge more kindly.
 *
 * <p>What has the size already is returned as it is.
 */
final class FullResolution {

    private FullResolution() {}

    /**
     * Bilinear, the outer edges of both sizes coinciding; antialiased where the map is larger than the image.
     *
     * @param name names the map in errors
     * @param map may be a sub-image; its scores must be finite if it is resized. Not modified.
     * @throws IllegalArgumentException if it has no pixels, or a score that cannot be interpolated
     */
    static GrayF32 map(String name, GrayF32 map, int width, int height) {
        Inputs.notEmpty(name, map);
        if (map.width == width && map.height == height) return map;
        GrayF32 plain = new GrayF32(map.width, map.height);
        for (int y = 0, i = 0; y < map.height; y++)
            for (int x = 0; x < map.width; x++) {
                float score = map.data[map.startIndex + y * map.stride + x];
                if (!Float.isFinite(score))
                    throw new IllegalArgumentException(
                            name + ": expected finite scores in a map that has to be resized to " + width + "x" + height
                                    + ", found " + score + " at column " + x + ", row " + y);
                plain.data[i++] = score;
            }
        return AntialiasedResize.of(plain, width, height);
    }

    /**
     * The nearest pixel.
     *
     * @param name names the mask in errors
     * @param mask may be a sub-image. Not modified.
     * @throws IllegalArgumentException if it has no pixels
     */
    static GrayU8 mask(String name, GrayU8 mask, int width, int height) {
        Inputs.notEmpty(name, mask);
        return mask.width == width && mask.height == height ? mask : NearestResize.of(mask, width, height);
    }
}
