package dev.robis.nn.encoder;

import dev.robis.nn.tensor.Tensor;
import java.util.List;

/**
 * A frozen network that turns images into feature maps. A vision transformer gives a grid of patch tokens per block, a
 * convolutional network gives the output of each stage; to a detector both are the same.
 *
 * <p>Owns its weights off-heap until closed. Not safe for concurrent use: pool instances.
 */
public interface Encoder extends AutoCloseable {

    /** The feature maps that every call gives, in this order. */
    List<FeatureLayer> layers();

    /**
     * Encodes a batch of images.
     *
     * @param images {@code [batch, 3, height, width]} float32, RGB, normalised as the weights expect. Not modified.
     * @return one map per layer, in the order of {@link #layers}; they belong to the caller
     * @throws IllegalArgumentException if the encoder does not take images of this shape, naming the shape it expects
     * @throws IllegalStateException if the encoder is closed
     */
    List<FeatureMap> encode(Tensor images);

    /** Frees the weights. Closing twice does nothing. */
    @Override
    void close();
}
