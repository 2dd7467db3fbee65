package dev.robis.eval.html;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.ImageBase;
import boofcv.struct.image.Planar;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One image and what was found in it. All have the same proportions; mask and ground truth are as large as the map or larger,
 * the photograph may have any size. All may be sub-images; none is modified.
 *
 * @param name names the image on the page and in errors
 * @param photo bands red, green, blue
 * @param map anomaly map, higher is more anomalous, no NaN
 * @param mask predicted mask, not 0 is defect
 * @param label what is known of the image as a whole
 * @param groundTruth true mask, not 0 is defect; only of a bad image, and not of each
 * @param threshold that made the mask, where one is known: there the slider starts; else at the threshold that comes nearest
 *     to the mask
 */
public record ReportImage(
        String name,
        Planar<GrayU8> photo,
        GrayF32 map,
        GrayU8 mask,
        Label label,
        Optional<GrayU8> groundTruth,
        OptionalDouble threshold) {

    /** What is known of an image as a whole. */
    public enum Label {
        GOOD,
        BAD,
        UNKNOWN
    }

    public ReportImage {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(threshold, "threshold");
        if (photo.getNumBands() != 3)
            throw new IllegalArgumentException(
                    name + ": expected a photograph of 3 bands, found " + photo.getNumBands());
        for (ImageBase<?> image : new ImageBase<?>[] {photo, map})
            if (image.width < 1 || image.height < 1)
                throw new IllegalArgumentException(name + ": expected pixels, found an image of " + size(image));
        requireSize(name, "a mask", map, mask);
        if (groundTruth.isPresent()) requireSize(name, "a ground truth", map, groundTruth.get());
        if (groundTruth.isPresent() && label != Label.BAD)
            throw new IllegalArgumentException(name + ": expected a ground truth of bad images only, found one of "
                    + (label == Label.GOOD ? "a good image" : "an image without a label"));
    }

    /** A defect-free image. */
    public static ReportImage good(String name, Planar<GrayU8> photo, GrayF32 map, GrayU8 mask) {
        return new ReportImage(name, photo, map, mask, Label.GOOD, Optional.empty(), OptionalDouble.empty());
    }

    /** An image with defects, and where they are. */
    public static ReportImage bad(String name, Planar<GrayU8> photo, GrayF32 map, GrayU8 mask, GrayU8 groundTruth) {
        return new ReportImage(name, photo, map, mask, Label.BAD, Optional.of(groundTruth), OptionalDouble.empty());
    }

    /** An image with defects whose place is not known. */
    public static ReportImage bad(String name, Planar<GrayU8> photo, GrayF32 map, GrayU8 mask) {
        return new ReportImage(name, photo, map, mask, Label.BAD, Optional.empty(), OptionalDouble.empty());
    }

    /** An image of which nothing is known. */
    public static ReportImage unlabelled(String name, Planar<GrayU8> photo, GrayF32 map, GrayU8 mask) {
        return new ReportImage(name, photo, map, mask, Label.UNKNOWN, Optional.empty(), OptionalDouble.empty());
    }

    /** The same with the threshold that made its mask. */
    public ReportImage withThreshold(double used) {
        return new ReportImage(name, photo, map, mask, label, groundTruth, OptionalDouble.of(used));
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
