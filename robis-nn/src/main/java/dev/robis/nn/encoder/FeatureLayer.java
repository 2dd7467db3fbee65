package dev.robis.nn.encoder;

/**
 * One kind of feature map that an encoder gives.
 *
 * @param name of the block or stage as in the checkpoint, such as {@code blocks.4}
 * @param stride pixels of the image between two neighbouring vectors of the map, on either axis
 * @param width length of a vector
 */
public record FeatureLayer(String name, int stride, int width) {

    /** @throws IllegalArgumentException if stride or width is not positive */
    public FeatureLayer {
        if (stride <= 0) throw new IllegalArgumentException(name + ": stride must be positive, found " + stride);
        if (width <= 0) throw new IllegalArgumentException(name + ": width must be positive, found " + width);
    }
}
