package dev.robis.nn.sam;

import dev.robis.nn.tensor.Tensor;

/**
 * Where an image lies in the square input: its longest side is resized to that of the square, and the rest is padded
 * on the right and below.
 *
 * @param height of the original image, pixels
 * @param width likewise
 * @param imageSize side of the square
 */
public record ImageFrame(int height, int width, int imageSize) {

    public ImageFrame {
        if (height <= 0 || width <= 0 || imageSize <= 0)
            throw new IllegalArgumentException(
                    "sizes must be positive, found " + height + "x" + width + " in a square of " + imageSize);
    }

    /** Height of the resized image. */
    public int resizedHeight() {
        return resized(height);
    }

    /** Width of the resized image. */
    public int resizedWidth() {
        return resized(width);
    }

    /** The reference multiplies by the rounded scale; dividing at the end would round some sizes differently. */
    private int resized(int side) {
        double scale = imageSize * 1.0 / Math.max(height, width);
        return Math.max(1, (int) (side * scale + 0.5));
    }

    /** A prompt in pixels of the original image, in pixels of the square. */
    SamPrompt toSquare(SamPrompt prompt) {
        return prompt.scaled((double) resizedWidth() / width, (double) resizedHeight() / height);
    }

    /**
     * Masks in the size of the original image: enlarged to the square, cropped, and resized, as in the reference.
     *
     * @param masks {@code [count, size, size]} for the square. Not modified.
     * @return {@code [count, height, width]}
     */
    Tensor toOriginal(Tensor masks) {
        int size = masks.shape()[1];
        Tensor square = Bilinear.resize(masks, size, size, imageSize, imageSize);
        return Bilinear.resize(square, resizedHeight(), resizedWidth(), height, width);
    }
}
