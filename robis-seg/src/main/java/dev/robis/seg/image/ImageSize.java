package dev.robis.seg.image;

/**
 * Size of an image in pixels.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record ImageSize(int width, int height) {

    public ImageSize {
        if (width < 1 || height < 1)
            throw new IllegalArgumentException("expected at least 1x1 pixels, found " + width + "x" + height);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
