package dev.robis.nn.feature;

import dev.robis.nn.tensor.Tensor;

/**
 * What a backbone makes of an image. The arrays belong to the caller.
 *
 * @param image the class token, {@code [width]}: the image as a whole
 * @param patches one vector per patch, {@code [rows, columns, width]}
 */
public record Features(Tensor image, Tensor patches) {

    /** @return a copy of one patch's vector */
    public float[] patch(int row, int column) {
        int rows = patches.shape()[0], columns = patches.shape()[1], width = patches.shape()[2];
        if (row < 0 || row >= rows || column < 0 || column >= columns)
            throw new IndexOutOfBoundsException("expected a patch of " + rows + " rows and " + columns
                    + " columns, found row " + row + ", column " + column);
        float[] vector = new float[width];
        System.arraycopy(patches.data(), (row * columns + column) * width, vector, 0, width);
        return vector;
    }
}
