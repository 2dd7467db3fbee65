package dev.robis.nn.feature;

import dev.robis.nn.efficientnet.EfficientNetLite;
import dev.robis.nn.efficientnet.LiteVariant;
import dev.robis.nn.encoder.Encoder;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.PatchGrid;
import dev.robis.nn.vit.VitEncoder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An encoder that is known by name, whatever its architecture. Immutable. */
public sealed interface EncoderModel {

    /** How pixels of 0 to 255 become the network's input: {@code (rgb - mean) / deviation}, per band. */
    record Scaling(List<Float> mean, List<Float> deviation) {

        /** ImageNet's mean and deviation, as vision transformers expect them. */
        public static final Scaling IMAGENET = new Scaling(
                List.of(0.485f * 255, 0.456f * 255, 0.406f * 255), List.of(0.229f * 255, 0.224f * 255, 0.225f * 255));

        /** As EfficientNet-Lite expects them. */
        public static final Scaling SYMMETRIC = new Scaling(List.of(127f, 127f, 127f), List.of(128f, 128f, 128f));

        public Scaling {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
        }
    }

    /** As in a configuration. */
    String name();

    /** Number of blocks. */
    int depth();

    /** Blocks that a detector reads unless told otherwise, ascending. */
    List<Integer> targetLayers();

    /** The usual side of an input, pixels. */
    int inputSize();

    /** Whether images of any size can be encoded by one open encoder. */
    boolean anySize();

    /** What the pixels become. */
    Scaling scaling();

    /** @throws IllegalArgumentException if the network cannot see images of this side, pixels */
    void requireSide(int side);

    /**
     * Opens the network.
     *
     * @param weights under the names of the official checkpoint; may be closed afterwards
     * @param blocks whose outputs are wanted, ascending
     * @param side of the images, pixels; ignored where {@link #anySize}
     * @throws IllegalArgumentException if a weight is missing, surplus or of another shape, or a block does not exist
     */
    Encoder open(TensorSource weights, List<Integer> blocks, int side);

    /**
     * An encoder by its name.
     *
     * @throws IllegalArgumentException if none has that name, listing those there are
     */
    static EncoderModel named(String name) {
        Optional<EncoderModel> lite = LiteVariant.find(name).map(Lite::new);
        if (lite.isPresent()) return lite.get();
        try {
            return new Transformer(Backbone.named(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + ", "
                            + LiteVariant.all().stream().map(LiteVariant::name).collect(Collectors.joining(", ")),
                    e);
        }
    }

    /** A vision transformer. */
    record Transformer(Backbone backbone) implements EncoderModel {

        @Override
        public String name() {
            return backbone.name();
        }

        @Override
        public int depth() {
            return backbone.config().depth();
        }

        @Override
        public List<Integer> targetLayers() {
            return backbone.targetLayers();
        }

        @Override
        public int inputSize() {
            return backbone.inputSize();
        }

        @Override
        public boolean anySize() {
            return false;
        }

        @Override
        public Scaling scaling() {
            return Scaling.IMAGENET;
        }

        @Override
        public void requireSide(int side) {
            PatchGrid.of(side, side, backbone.config().patch());
        }

        @Override
        public Encoder open(TensorSource weights, List<Integer> blocks, int side) {
            return VitEncoder.open(backbone.config(), weights, blocks, side, side);
        }
    }

    /** An EfficientNet-Lite. */
    record Lite(LiteVariant variant) implements EncoderModel {

        private static final int TILE = 640;

        @Override
        public String name() {
            return variant.name();
        }

        @Override
        public int depth() {
            return variant.depth();
        }

        @Override
        public List<Integer> targetLayers() {
            return variant.targetLayers();
        }

        @Override
        public int inputSize() {
            return TILE;
        }

        @Override
        public boolean anySize() {
            return true;
        }

        @Override
        public Scaling scaling() {
            return Scaling.SYMMETRIC;
        }

        @Override
        public void requireSide(int side) {
            if (side <= 0) throw new IllegalArgumentException("input side must be positive, found " + side);
        }

        @Override
        public Encoder open(TensorSource weights, List<Integer> blocks, int side) {
            return EfficientNetLite.open(variant.config(), weights, blocks);
        }
    }
}
