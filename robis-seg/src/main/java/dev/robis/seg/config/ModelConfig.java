package dev.robis.seg.config;

import dev.robis.nn.feature.EncoderModel;
import java.util.List;

/**
 * Which network looks at tiles. Every field changes the network, so that a bundle has one such configuration for life. Immutable.
 *
 * @param detector kind of the detector, such as {@code inp-former}
 * @param encoder name of the frozen backbone, see {@link EncoderModel}
 * @param layers blocks of the encoder whose outputs the detector reads, counted from 0, ascending
 * @param inputSize side to which a tile is resized, pixels
 * @param cropSize side of the centre of it that the network sees, pixels; a multiple of the encoder's patch
 * @param prototypes number of normal patterns that the detector works with: INP-Former's intrinsic normal prototypes,
 *     or the vectors that a memory bank remembers of each layer
 */
public record ModelConfig(
        String detector, String encoder, List<Integer> layers, int inputSize, int cropSize, int prototypes) {

    /** The detector of RoBiS (Luo et al., CVPR 2025). */
    public static final String INP_FORMER = "inp-former";

    /** Distances to remembered good features (PatchCore, Roth et al., CVPR 2022). */
    public static final String MEMORY_BANK = "memory-bank";

    private static final int PROTOTYPES = 6;
    private static final int BANK = 1000;

    /** @throws IllegalArgumentException naming the field, the value found and what was expected */
    public ModelConfig {
        if (detector.isBlank())
            throw new IllegalArgumentException("detector must be named, found \"" + detector + "\"");
        EncoderModel known = EncoderModel.named(encoder);
        encoder = known.name();
        layers = List.copyOf(layers);
        requireAscending(layers, known.depth());
        Positive.require("inputSize", inputSize);
        Positive.require("prototypes", prototypes);
        known.requireSide(cropSize);
        if (cropSize > inputSize)
            throw new IllegalArgumentException(
                    "cropSize must be at most inputSize " + inputSize + ", found " + cropSize);
    }

    private static void requireAscending(List<Integer> layers, int depth) {
        int previous = -1;
        for (int layer : layers) {
            if (layer <= previous || layer >= depth)
                throw new IllegalArgumentException(
                        "layers must ascend and stay below the depth " + depth + ", found " + layers);
            previous = layer;
        }
        if (layers.isEmpty()) throw new IllegalArgumentException("layers must name at least one block, found none");
    }

    /** A memory bank of a thousand vectors a layer on the embedded EfficientNet-Lite0. */
    public static ModelConfig defaults() {
        return memoryBank("efficientnet_lite0");
    }

    /** The reference's network: INP-Former with six prototypes on ViT-B/14 with registers, tiles seen at 518 pixels. */
    public static ModelConfig reference() {
        return inpFormer("dinov2reg_vit_base_14");
    }

    /**
     * INP-Former on an encoder, at its usual input size and layers.
     *
     * @param encoder any name that {@link EncoderModel#named} takes
     */
    public static ModelConfig inpFormer(String encoder) {
        return of(INP_FORMER, encoder, PROTOTYPES);
    }

    /**
     * A memory bank on an encoder, at its usual input size and layers.
     *
     * @param encoder any name that {@link EncoderModel#named} takes
     */
    public static ModelConfig memoryBank(String encoder) {
        return of(MEMORY_BANK, encoder, BANK);
    }

    private static ModelConfig of(String detector, String encoder, int prototypes) {
        EncoderModel known = EncoderModel.named(encoder);
        return new ModelConfig(
                detector, known.name(), known.targetLayers(), known.inputSize(), known.inputSize(), prototypes);
    }

    /**
     * Another encoder with its usual layers, by any name that {@link EncoderModel#named} takes. Where it cannot see the present
     * crop, input and crop become {@link EncoderModel#inputSize()}.
     */
    public ModelConfig withEncoder(String name) {
        EncoderModel known = EncoderModel.named(name);
        boolean fits = fits(known, cropSize);
        return new ModelConfig(
                detector,
                known.name(),
                known.targetLayers(),
                fits ? inputSize : known.inputSize(),
                fits ? cropSize : known.inputSize(),
                prototypes);
    }

    private static boolean fits(EncoderModel encoder, int side) {
        try {
            encoder.requireSide(side);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @param blocks of the encoder, ascending */
    public ModelConfig withLayers(List<Integer> blocks) {
        return new ModelConfig(detector, encoder, blocks, inputSize, cropSize, prototypes);
    }

    /** Tiles are resized to this side and seen whole. */
    public ModelConfig withInputSize(int side) {
        return withInputSize(side, side);
    }

    /**
     * @param side to which tiles are resized
     * @param crop side of the centre that is seen
     */
    public ModelConfig withInputSize(int side, int crop) {
        return new ModelConfig(detector, encoder, layers, side, crop, prototypes);
    }

    public ModelConfig withPrototypes(int number) {
        return new ModelConfig(detector, encoder, layers, inputSize, cropSize, number);
    }
}
