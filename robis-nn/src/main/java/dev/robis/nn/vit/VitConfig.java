package dev.robis.nn.vit;

/**
 * Shape of a vision transformer.
 *
 * @param variant where positions enter, and what the parts are called
 * @param width channels of a token
 * @param depth number of blocks in the checkpoint
 * @param heads attention heads; divide {@code width}
 * @param mlpRatio hidden width of the MLP as a multiple of {@code width}
 * @param patch side of a square patch, pixels
 * @param registers number of register tokens (Darcet et al. 2023), 0 for none
 * @param grid side, in patches, of the square grid that the checkpoint's positions are for
 * @param layerNormEpsilon added to the variance in every layer norm
 */
public record VitConfig(
        VitVariant variant,
        int width,
        int depth,
        int heads,
        int mlpRatio,
        int patch,
        int registers,
        int grid,
        double layerNormEpsilon) {

    public VitConfig {
        requirePositive("width", width);
        requirePositive("depth", depth);
        requirePositive("heads", heads);
        requirePositive("mlpRatio", mlpRatio);
        requirePositive("patch", patch);
        requirePositive("grid", grid);
        if (registers < 0) throw new IllegalArgumentException("registers must not be negative, found " + registers);
        if (registers > 0 && variant.relativePositions())
            throw new IllegalArgumentException("registers must be 0 in " + variant + ", found " + registers);
        if (width % heads != 0)
            throw new IllegalArgumentException("width " + width + " is not a multiple of heads " + heads);
        if (!(layerNormEpsilon > 0))
            throw new IllegalArgumentException("layerNormEpsilon must be positive, found " + layerNormEpsilon);
    }

    /** A {@link VitVariant#DINOV2}. */
    public VitConfig(
            int width,
            int depth,
            int heads,
            int mlpRatio,
            int patch,
            int registers,
            int grid,
            double layerNormEpsilon) {
        this(VitVariant.DINOV2, width, depth, heads, mlpRatio, patch, registers, grid, layerNormEpsilon);
    }

    /** Tokens before the first patch token: the class token and the registers. */
    public int prefixTokens() {
        return 1 + registers;
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) throw new IllegalArgumentException(name + " must be positive, found " + value);
    }
}
