package dev.robis.eval.html;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.ImageBase;
import boofcv.struct.image.Planar;
import dev.robis.eval.ImageResult;
import dev.robis.eval.ImageResult.Label;
import java.util.Optional;
import java.util.OptionalDouble;

/** A photograph and its result, with everything that a page shows of them and in sizes that fit. */
record ReportImage(
        String name,
        Planar<GrayU8> photo,
        GrayF32 map,
        GrayU8 mask,
        Label label,
        Optional<GrayU8> groundTruth,
        OptionalDouble threshold) {

    static ReportImage of(Planar<GrayU8> photo, ImageResult result) {
        return new ReportImage(
                result.name(),
                photo,
                result.map().orElseThrow(() -> missing(result, "map")),
                result.mask().orElseThrow(() -> missing(result, "mask")),
                result.label(),
                result.groundTruth(),
                result.threshold());
    }

    ReportImage {
        if (photo.getNumBands() != 3)
            throw new IllegalArgumentException(
                    name + ": expected a photograph of 3 bands, found " + photo.getNumBands());
        for (ImageBase<?> image : new ImageBase<?>[] {photo, map})
            if (image.width < 1 || image.height < 1)
                throw new IllegalArgumentException(name + ": expected pixels, found an image of " + size(image));
        requireSize(name, "a mask", map, mask);
        if (groundTruth.isPresent()) requireSize(name, "a ground truth", map, groundTruth.get());
    }

    private static IllegalArgumentException missing(ImageResult result, String what) {
        return new IllegalArgumentException(result.name() + ": expected a " + what + ", found none");
    }

    private static void requireSize(String name, String what, ImageBase<?> map, ImageBase<?> other) {
        if (other.width < map.width || other.height < map.height)
            throw new IllegalArgumentException(name + ": expected " + what + " at least as large as the map, "
                    + size(map) + ", found " + size(other));
    }

    private static String size(ImageBase<?> image) {
        return image.width + "x" + image.height;
    }
}
