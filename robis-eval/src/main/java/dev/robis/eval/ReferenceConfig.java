package dev.robis.eval;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What the reference's evaluation depends on.
 *
 * @param inputSize side of the square that masks and ground truths are resized to ({@code img_size}); empty to leave them
 *     as they are
 * @param storage where pixels are kept
 */
public record ReferenceConfig(OptionalInt inputSize, PixelStorage storage) {

    public ReferenceConfig {
        Objects.requireNonNull(storage, "storage");
        if (inputSize.isPresent() && inputSize.getAsInt() < 1)
            throw new IllegalArgumentException("inputSize must be positive, found " + inputSize.getAsInt());
    }

    /** 518 pixels, as the reference's default. */
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
