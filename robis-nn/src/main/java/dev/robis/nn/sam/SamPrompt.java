package dev.robis.nn.sam;

import dev.robis.nn.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * What to segment: points, a box, a mask, or any of them together. Coordinates are pixels, x to the right and y down,
 * in the frame of the image that the prompt is given for; pixel centres are at whole numbers.
 *
 * @param points in any number
 * @param box or empty
 * @param mask logits of an earlier, low-resolution prediction for the same image, {@code [size, size]}, or empty
 */
public record SamPrompt(List<Point> points, Optional<Box> box, Optional<Tensor> mask) {

    public SamPrompt {
        points = List.copyOf(points);
    }

    /** Whether a point belongs to what is sought. */
    public enum Label {
        BACKGROUND,
        FOREGROUND
    }

    /** A point that is to lie inside or outside the mask. */
    public record Point(double x, double y, Label label) {

        public Point {
            requireFinite("point", x, y);
        }
    }

    /** A box around what is sought: left, top, right, bottom. */
    public record Box(double x1, double y1, double x2, double y2) {

        public Box {
            requireFinite("box", x1, y1, x2, y2);
            if (x2 < x1 || y2 < y1)
                throw new IllegalArgumentException(
                        "box must be left, top, right, bottom; found " + x1 + ", " + y1 + ", " + x2 + ", " + y2);
        }
    }

    /** No hint at all: the model picks. */
    public static SamPrompt none() {
        return new SamPrompt(List.of(), Optional.empty(), Optional.empty());
    }

    public static SamPrompt points(Point... points) {
        return new SamPrompt(List.of(points), Optional.empty(), Optional.empty());
    }

    public static SamPrompt box(double x1, double y1, double x2, double y2) {
        return none().withBox(new Box(x1, y1, x2, y2));
    }

    /** This prompt with another box. */
    public SamPrompt withBox(Box other) {
        return new SamPrompt(points, Optional.of(other), mask);
    }

    /**
     * This prompt with another mask.
     *
     * @param logits {@code [size, size]} as {@link SamPrediction#lowResolution} holds them for every mask
     */
    public SamPrompt withMask(Tensor logits) {
        return new SamPrompt(points, box, Optional.of(logits));
    }

    /** The same prompt for an image that is larger by these factors; masks have no pixels of the image. */
    SamPrompt scaled(double alongX, double alongY) {
        return new SamPrompt(
                points.stream()
                        .map(p -> new Point(p.x * alongX, p.y * alongY, p.label))
                        .toList(),
                box.map(b -> new Box(b.x1 * alongX, b.y1 * alongY, b.x2 * alongX, b.y2 * alongY)),
                mask);
    }

    private static void requireFinite(String what, double... values) {
        for (double value : values)
            if (!Double.isFinite(value))
                throw new IllegalArgumentException(what + " coordinates must be finite, found " + value);
    }
}
