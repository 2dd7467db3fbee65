package dev.robis.eval;

import java.util.Objects;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * Settings of the reference's evaluation. Start with {@link #defaults}.
 *
 * @param inputSize side in pixels of the square to which masks and ground truths are resized ({@code img_size}); empty if they
 *     keep their size
 * @param storage where the scores of pixels are kept
 */
public record ReferenceConfig(OptionalInt inputSize, PixelStorage storage) {

    /** For {@link #defaults}; settings may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public ReferenceConfig {
        Objects.requireNonNull(storage, "storage");
        if (inputSize.isPresent() && inputSize.getAsInt() < 1)
            throw new IllegalArgumentException("inputSize must be positive, found " + inputSize.getAsInt());
    }

    /** 518 pixels, the default of the reference. */
    public static ReferenceConfig defaults() {
        return new ReferenceConfig(OptionalInt.of(518), PixelStorage.defaults());
    }

    public ReferenceConfig withInputSize(int side) {
        return new ReferenceConfig(OptionalInt.of(side), storage);
    }

    public ReferenceConfig withoutResizing() {
        return new ReferenceConfig(OptionalInt.empty(), storage);
    }

    public ReferenceConfig withStorage(PixelStorage place) {
        return new ReferenceConfig(inputSize, place);
    }
}
