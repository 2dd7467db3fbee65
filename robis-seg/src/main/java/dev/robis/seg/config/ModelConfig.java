package dev.robis.seg.config;

import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.PatchGrid;
import java.util.List;

/**
 * Which network looks at tiles. Every field changes the network, so that a bundle has one such configuration for life. Immutable.
 *
 * @param detector kind of the detector, such as {@code inp-former}
 * @param encoder name of the frozen backbone, see {@link Backbone}
 * @param layers blocks of the encoder whose outputs the detector reads, counted from 0, ascending
 * @param inputSize side to which a tile is resized, pixels
 * @param cropSize side of the centre of it that the network sees, pixels; a multiple of the encoder's patch
 * @param prototypes number of normal patterns that the detector works with: INP-Former's intrinsic normal prototypes
 */
public record ModelConfig(
        String detector, String encoder, List<Integer> layers, int inputSize, int cropSize, int prototypes) {

    /** The detector of RoBiS (Luo et al., CVPR 2025). */
    public static final String INP_FORMER = "inp-former";

    private static final int PROTOTYPES = 6;

    /** @throws IllegalArgumentException naming the field, the value found and what was expected */
    public ModelConfig {
        if (detector.isBlank())
            throw new IllegalArgumentException("detector must be named, found \"" + detector + "\"");
        Backbone backbone = Backbone.named(encoder);
        encoder = backbone.name();
        layers = List.copyOf(layers);
        requireAscending(layers, backbone.config().depth());
        Positive.require("inputSize", inputSize);
        Positive.require("prototypes", prototypes);
        PatchGrid.of(cropSize, cropSize, backbone.config().patch());
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

    /** The reference's network: INP-Former with six prototypes on ViT-B/14 with registers, tiles seen at 518 pixels. */
    public static ModelConfig defaults() {
        return inpFormer("dinov2reg_vit_base_14");
    }

    /**
     * INP-Former on a backbone, at the backbone's usual input size and layers.
     *
     * @param encoder any name that {@link Backbone#named} takes
     */
    public static ModelConfig inpFormer(String encoder) {
        Backbone backbone = Backbone.named(encoder);
        return new ModelConfig(
                INP_FORMER,
                backbone.name(),
                backbone.targetLayers(),
                backbone.inputSize(),
                backbone.inputSize(),
                PROTOTYPES);
    }

    /**
     * Another backbone with its usual layers, by any name that {@link Backbone#named} takes. Where its patches do not divide
     * the present crop, input and crop become {@link Backbone#inputSize()}.
     */
    public ModelConfig withEncoder(String name) {
        Backbone backbone = Backbone.named(name);
        boolean fits = cropSize % backbone.config().patch() == 0;
        return new ModelConfig(
                detector,
                backbone.name(),
                backbone.targetLayers(),
                fits ? inputSize : backbone.inputSize(),
                fits ? cropSize : backbone.inputSize(),
                prototypes);
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
