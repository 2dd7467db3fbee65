package dev.robis.nn.vit;

import dev.robis.nn.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * How an input image falls into square patches.
 *
 * @param rows patches from top to bottom
 * @param columns patches from left to right
 * @param patch side of a patch, pixels
 */
public record PatchGrid(int rows, int columns, int patch) {

    /**
     * @throws IllegalArgumentException if a side is not a positive multiple of the patch
     */
    public static PatchGrid of(int height, int width, int patch) {
        if (height <= 0 || width <= 0 || height % patch != 0 || width % patch != 0)
            throw new IllegalArgumentException("input size must be a multiple of the patch side " + patch + ", found "
                    + height + "x" + width + " (height x width)");
        return new PatchGrid(height / patch, width / patch, patch);
    }

    /** Patches of one image. */
    public int count() {
        return rows * columns;
    }

    /**
     * Lays images out patch by patch, so that the patch embedding is one product.
     *
     * @param images {@code [batch, 3, height, width]}. Not modified.
     * @param from index of the first image to lay out
     * @param howMany number of images to lay out
     * @param into {@code [howMany * count, 3 * patch * patch]}. Modified.
     */
    public void unfold(Tensor images, int from, int howMany, FloatBuffer into) {
        int height = rows * patch;
        int width = columns * patch;
        int[] shape = images.shape();
        if (shape.length != 4 || shape[1] != 3 || shape[2] != height || shape[3] != width)
            throw new IllegalArgumentException(
                    "images must be [batch, 3, " + height + ", " + width + "], found " + Arrays.toString(shape));
        int to = 0;
        for (int b = from; b < from + howMany; b++)
            for (int row = 0; row < rows; row++)
                for (int column = 0; column < columns; column++)
                    for (int channel = 0; channel < 3; channel++)
                        for (int y = 0; y < patch; y++) {
                            int start = ((b * 3 + channel) * height + row * patch + y) * width + column * patch;
                            into.put(to, images.data(), start, patch);
                            to += patch;
                        }
    }
}
