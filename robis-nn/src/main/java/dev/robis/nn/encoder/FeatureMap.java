package dev.robis.nn.encoder;

import dev.robis.nn.tensor.Tensor;
import java.util.Arrays;

/**
 * What one layer of an encoder makes of a batch of images.
 *
 * @param layer which one
 * @param values {@code [batch, rows, columns, width]} float32: vectors lie row by row, channels last
 */
public record FeatureMap(FeatureLayer layer, Tensor values) {

    /** @throws IllegalArgumentException if the values have other than four axes, or vectors of another width */
    public FeatureMap {
        int[] shape = values.shape();
        if (shape.length != 4 || shape[3] != layer.width())
            throw new IllegalArgumentException(layer.name() + ": expected [batch, rows, columns, " + layer.width()
                    + "], found " + Arrays.toString(shape));
    }

    /** Images in the batch. */
    public int batch() {
        return values.shape()[0];
    }

    /** Rows of vectors per image. */
    public int rows() {
        return values.shape()[1];
    }

    /** Columns of vectors per image. */
    public int columns() {
        return values.shape()[2];
    }
}
