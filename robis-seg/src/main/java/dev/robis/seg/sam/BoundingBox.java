package dev.robis.seg.sam;

/**
 * An upright box in an image, in pixels.
 *
 * @param x of its left edge
 * @param y of its upper edge
 * @param width distance from the left edge to the right one
 * @param height distance from the upper edge to the lower one
 */
public record BoundingBox(int x, int y, int width, int height) {

    public BoundingBox {
        if (width < 0 || height < 0)
            throw new IllegalArgumentException("sides must not be negative, found " + width + "x" + height);
    }

    int right() {
        return x + width;
    }

    int bottom() {
        return y + height;
    }

    long area() {
        return (long) width * height;
    }

    BoundingBox movedBy(int alongX, int alongY) {
        return new BoundingBox(x + alongX, y + alongY, width, height);
    }
}
