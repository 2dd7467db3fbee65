package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.ImageBase;
import dev.robis.eval.ImageResult.Label;
import org.jspecify.annotations.Nullable;

/** What an evaluator demands of the images it is given. */
final class Inputs {

    private Inputs() {}

    /**
     * @param image null is fine
     * @param other null is fine
     */
    static void sameSize(
            String name, String what, @Nullable ImageBase<?> image, String otherWhat, @Nullable ImageBase<?> other) {
        if (image == null || other == null || (image.width == other.width && image.height == other.height)) return;
        throw new IllegalArgumentException(name + ": expected " + otherWhat + " of the size of the " + what + ", "
                + size(image) + ", found " + size(other));
    }

    /** The ground truth, or null for a good image. */
    static @Nullable GrayU8 groundTruth(ImageResult image) {
        if (image.label() != Label.GOOD && image.groundTruth().isEmpty())
            throw new IllegalArgumentException(
                    image.name() + ": expected a good image, or a bad one with its ground truth, found "
                            + (image.label() == Label.BAD ? "a bad image without one" : "an image without a label"));
        return image.groundTruth().orElse(null);
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
