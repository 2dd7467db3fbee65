package dev.robis.nn.sam;

import dev.robis.nn.tensor.TensorSource;
import java.util.List;

/**
 * Shape of a Segment Anything model.
 *
 * @param imageSize side of the square input, pixels; a multiple of {@code patch}
 * @param patch side of a square patch, pixels
 * @param width channels of the image embedding and of every prompt; a multiple of 8 and of the decoder's heads
 * @param maskChannels channels of a downscaled mask prompt, a multiple of 4
 * @param encoder the image encoder
 * @param decoder the mask decoder
 */
public record SamConfig(int imageSize, int patch, int width, int maskChannels, Encoder encoder, Decoder decoder) {

    /** The names that {@link #named} knows, spelled as the reference spells them. */
    public static final List<String> NAMES = List.of("vit_b", "vit_l", "vit_h");

    public SamConfig {
        requirePositive("imageSize", imageSize);
        requirePositive("patch", patch);
        requirePositive("width", width);
        requirePositive("maskChannels", maskChannels);
        if (imageSize % patch != 0)
            throw new IllegalArgumentException("imageSize " + imageSize + " is not a multiple of patch " + patch);
        if (maskChannels % 4 != 0)
            throw new IllegalArgumentException("maskChannels must be a multiple of 4, found " + maskChannels);
        if (width % 8 != 0 || width / Decoder.DOWNSAMPLING % decoder.heads != 0)
            throw new IllegalArgumentException("width must be a multiple of 8 and of " + Decoder.DOWNSAMPLING
                    + " times the " + decoder.heads + " decoder heads, found " + width);
    }

    /**
     * The image encoder: a plain vision transformer with windowed attention and relative positions (Li et al. 2022).
     *
     * @param width channels of a token
     * @param depth number of blocks
     * @param heads attention heads; divide {@code width}
     * @param mlpRatio hidden width of the MLP as a multiple of {@code width}
     * @param window side of an attention window, patches
     * @param globalBlocks blocks that attend to the whole image instead of windows
     * @param epsilon added to the variance in the layer norms of the blocks
     */
    public record Encoder(
            int width, int depth, int heads, int mlpRatio, int window, List<Integer> globalBlocks, double epsilon) {

        public Encoder {
            globalBlocks = List.copyOf(globalBlocks);
            requirePositive("encoder width", width);
            requirePositive("encoder depth", depth);
            requirePositive("encoder heads", heads);
            requirePositive("encoder mlpRatio", mlpRatio);
            requirePositive("encoder window", window);
            if (width % heads != 0)
                throw new IllegalArgumentException("encoder width " + width + " is not a multiple of heads " + heads);
            for (int block : globalBlocks)
                if (block < 0 || block >= depth)
                    throw new IllegalArgumentException(
                            "globalBlocks must be 0 to " + (depth - 1) + ", found " + globalBlocks);
            if (!(epsilon > 0))
                throw new IllegalArgumentException("encoder epsilon must be positive, found " + epsilon);
        }
    }

    /**
     * The mask decoder.
     *
     * @param depth layers of the two-way transformer
     * @param heads attention heads
     * @param mlpWidth hidden width of the transformer's MLPs
     * @param multimaskOutputs masks of an ambiguous prompt; one more is kept for unambiguous ones
     * @param iouDepth layers of the head that predicts the quality of a mask
     * @param iouWidth its hidden width
     */
    public record Decoder(int depth, int heads, int mlpWidth, int multimaskOutputs, int iouDepth, int iouWidth) {

        /** How much narrower the attention between prompts and image is than the embedding. */
        static final int DOWNSAMPLING = 2;

        static final double EPSILON = 1e-5;

        public Decoder {
            requirePositive("decoder depth", depth);
            requirePositive("decoder heads", heads);
            requirePositive("decoder mlpWidth", mlpWidth);
            requirePositive("decoder multimaskOutputs", multimaskOutputs);
            requirePositive("decoder iouDepth", iouDepth);
            requirePositive("decoder iouWidth", iouWidth);
        }

        /** All masks that the decoder computes. */
        int masks() {
            return multimaskOutputs + 1;
        }
    }

    /** Epsilon of the layer norms over the channels of a pixel, outside the transformers. */
    static final double PIXEL_NORM_EPSILON = 1e-6;

    /** SAM ViT-B, 94 million parameters. */
    public static SamConfig vitB() {
        return published(768, 12, 12, List.of(2, 5, 8, 11));
    }

    /** SAM ViT-L, 312 million parameters. */
    public static SamConfig vitL() {
        return published(1024, 24, 16, List.of(5, 11, 17, 23));
    }

    /** SAM ViT-H, 641 million parameters. */
    public static SamConfig vitH() {
        return published(1280, 32, 16, List.of(7, 15, 23, 31));
    }

    /**
     * @throws IllegalArgumentException if {@code name} is none of {@link #NAMES}
     */
    public static SamConfig named(String name) {
        return switch (name) {
            case "vit_b" -> vitB();
            case "vit_l" -> vitL();
            case "vit_h" -> vitH();
            default -> throw new IllegalArgumentException(
                    "unknown SAM \"" + name + "\"; known are " + String.join(", ", NAMES));
        };
    }

    /**
     * The shape that the tensors of a checkpoint have, of whatever size. The number of the decoder's heads leaves no
     * trace in them: it is 8, as in the published models, unless the metadata say {@code decoder_heads}.
     *
     * @param weights under the official names; only shapes are looked at
     * @throws IllegalArgumentException if a tensor that the shape is read off is missing or has other axes, naming it
     */
    public static SamConfig inferred(TensorSource weights) {
        return new InferredConfig(weights).config();
    }

    private static SamConfig published(int width, int depth, int heads, List<Integer> globalBlocks) {
        return new SamConfig(
                1024,
                16,
                256,
                16,
                new Encoder(width, depth, heads, 4, 14, globalBlocks, 1e-6),
                new Decoder(2, 8, 2048, 3, 3, 256));
    }

    /** Patches along a side of the input, and pixels along a side of the image embedding. */
    public int grid() {
        return imageSize / patch;
    }

    /** Pixels along a side of a mask as the decoder computes it, and of a mask prompt. */
    public int maskSize() {
        return 4 * grid();
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) throw new IllegalArgumentException(name + " must be positive, found " + value);
    }
}
