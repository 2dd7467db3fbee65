package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What was predicted for one image, and what is known about it.
 *
 * <pre>{@code
 * ImageResult good = ImageResult.good("good/001").withMap(map).withMask(mask);
 * ImageResult bad = ImageResult.bad("bad/002").withGroundTruth(truth).withMap(map).withMask(mask);
 * }</pre>
 *
 * <p>The predicted mask and the ground truth have the same type, and metrics stay plausible if the two are swapped. Therefore
 * each has a method that carries its name.
 *
 * <p>The images may be sub-images. They are not copied and never modified. Immutable as long as the caller does not change
 * them.
 */
public final class ImageResult {

    /** What is known about an image as a whole. */
    public enum Label {
        GOOD,
        BAD,
        UNKNOWN
    }

    private final String name;
    private final Label label;
    private final @Nullable GrayF32 map;
    private final @Nullable GrayU8 mask;
    private final @Nullable GrayU8 groundTruth;
    private final OptionalDouble threshold;

    private ImageResult(
            String name,
            Label label,
            @Nullable GrayF32 map,
            @Nullable GrayU8 mask,
            @Nullable GrayU8 groundTruth,
            OptionalDouble threshold) {
        this.name = Objects.requireNonNull(name, "name");
        this.label = label;
        this.map = map;
        this.mask = mask;
        this.groundTruth = groundTruth;
        this.threshold = threshold;
    }

    /**
     * An image without a defect.
     *
     * @param name names the image in errors, results and reports
     */
    public static ImageResult good(String name) {
        return new ImageResult(name, Label.GOOD, null, null, null, OptionalDouble.empty());
    }

    /** An image with a defect. Where the defect is, {@link #withGroundTruth} says. */
    public static ImageResult bad(String name) {
        return new ImageResult(name, Label.BAD, null, null, null, OptionalDouble.empty());
    }

    /** An image that may be good or bad. */
    public static ImageResult unlabelled(String name) {
        return new ImageResult(name, Label.UNKNOWN, null, null, null, OptionalDouble.empty());
    }

    /**
     * @param truth true mask; every pixel other than 0 is a defect. It may be empty: small defects vanish when a mask is
     *     reduced.
     * @throws IllegalArgumentException if the image is not bad
     */
    public ImageResult withGroundTruth(GrayU8 truth) {
        Objects.requireNonNull(truth, "groundTruth");
        if (label != Label.BAD)
            throw new IllegalArgumentException(name + ": expected a ground truth of bad images only, found one of "
                    + (label == Label.GOOD ? "a good image" : "an image without a label"));
        return new ImageResult(name, label, map, mask, truth, threshold);
    }

    /**
     * @param scores anomaly map; a higher score is more anomalous
     */
    public ImageResult withMap(GrayF32 scores) {
        return new ImageResult(name, label, Objects.requireNonNull(scores, "map"), mask, groundTruth, threshold);
    }

    /**
     * @param predicted predicted mask; every pixel other than 0 is a defect
     */
    public ImageResult withMask(GrayU8 predicted) {
        return new ImageResult(name, label, map, Objects.requireNonNull(predicted, "mask"), groundTruth, threshold);
    }

    /**
     * @param score the threshold that made the mask from the map: pixels that score at least as much were marked
     */
    public ImageResult withThreshold(double score) {
        return new ImageResult(name, label, map, mask, groundTruth, OptionalDouble.of(score));
    }

    /**
     * Brings map and mask to the size at which they are compared with the ground truth. The benchmark compares at the size of
     * the photograph, while RoBiS stores maps and masks at a quarter of it. To reduce the ground truth instead would lose
     * small defects and favour blurred edges.
     *
     * <p>The map is interpolated bilinearly, so that the outer edges of both sizes coincide, with an antialiasing filter
     * where it shrinks. The mask takes the nearest pixel. An image that has the size already is kept. The ground truth is
     * never resized.
     *
     * @param width in pixels
     * @param height in pixels
     * @throws IllegalArgumentException if the map or the mask has no pixels, or if a score of a map that must be resized is
     *     not finite
     */
    public ImageResult resized(int width, int height) {
        return new ImageResult(
                name,
                label,
                map == null ? null : FullResolution.map(name, map, width, height),
                mask == null ? null : FullResolution.mask(name, mask, width, height),
                groundTruth,
                threshold);
    }

    public String name() {
        return name;
    }

    public Label label() {
        return label;
    }

    /** The anomaly map, if there is one. */
    public Optional<GrayF32> map() {
        return Optional.ofNullable(map);
    }

    /** The predicted mask, if there is one. */
    public Optional<GrayU8> mask() {
        return Optional.ofNullable(mask);
    }

    /** The true mask of a bad image, if it is known. */
    public Optional<GrayU8> groundTruth() {
        return Optional.ofNullable(groundTruth);
    }

    /** The threshold that made the mask, if it is known. */
    public OptionalDouble threshold() {
        return threshold;
    }
}
