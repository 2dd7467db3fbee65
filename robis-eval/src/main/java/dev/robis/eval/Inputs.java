package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.ImageBase;

/** What an evaluator demands of the images it is given. */
final class Inputs {

    private Inputs() {}

    /**
     * @param image null is fine
     * @param other null is fine
     */
    static void sameSize(String name, String what, ImageBase<?> image, String otherWhat, ImageBase<?> other) {
        if (image == null || other == null || (image.width == other.width && image.height == other.height)) return;
        throw new IllegalArgumentException(name + ": expected " + otherWhat + " of the size of the " + what + ", "
                + size(image) + ", found " + size(other));
    }

    static void notEmpty(String name, ImageBase<?> image) {
        if (image.width < 1 || image.height < 1)
            throw new IllegalArgumentException(name + ": expected pixels, found an image of " + size(image));
    }

    /** The largest score of a map, in which no value may be NaN. */
    static float maximum(String name, GrayF32 map) {
        float maximum = Float.NEGATIVE_INFINITY;
        for (int y = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            for (int x = 0; x < map.width; x++) {
                float score = map.data[from + x];
                if (Float.isNaN(score))
                    throw new IllegalArgumentException(
                            name + ": expected scores, found NaN at column " + x + ", row " + y + " of the map");
                if (score > maximum) maximum = score;
            }
        }
        return maximum;
    }

    private static String size(ImageBase<?> image) {
        return image.width + "x" + image.height;
    }
}
