package dev.robis.nn.graph.layer;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The operations that networks are made of. Each call appends to a graph what computes it on one engine; a call that stands for
 * several steps, such as {@link #linearGelu}, is one pass over memory where the engine allows it. So a network chooses its fast
 * paths by what it calls, never by how a formula is spelled.
 *
 * <p>Activations are matrices {@code [R, C]}: one row for every token of every image. {@link EngineLayers} needs only the
 * engine's own operations; {@code CpuLayers} has kernels of our own. All give the same values to float32 rounding. Every
 * operation has a gradient in a graph that is trained.
 */
public interface Layers {

    /** {@code x W' + b}. */
    SDVariable linear(Linear layer);

    /** {@code GELU(x W' + b)}: the exact GELU (Hendrycks and Gimpel 2016), {@code v (1 + erf(v / sqrt 2)) / 2}. */
    SDVariable linearGelu(Linear layer);

    /** A residual connection: {@code x + (h W' + b)}. */
    SDVariable residual(SDVariable x, Linear layer);

    /**
     * A residual connection with LayerScale (Touvron et al. 2021): {@code x + s (h W' + b)}.
     *
     * @param scale {@code s}, {@code [C]}
     */
    SDVariable residual(SDVariable x, Linear layer, SDVariable scale);

    /**
     * Layer norm over the channels, with biased variance (Ba et al. 2016): {@code (x - mean) / sqrt(variance + e) w + b}.
     *
     * @param weight {@code w}, {@code [C]}
     * @param bias {@code b}, {@code [C]}
     */
    SDVariable layerNorm(SDVariable x, SDVariable weight, SDVariable bias, int width, double epsilon);

    /** The GELU of a layer norm. */
    SDVariable layerNormGelu(SDVariable x, SDVariable weight, SDVariable bias, int width, double epsilon);

    /**
     * Multi-head self-attention (Vaswani et al. 2017) of each image: {@code softmax(Q K' / sqrt D) V} for every head.
     *
     * @param qkv queries, keys and values, {@code [images * tokens, 3 * width]}, each head after head
     * @return {@code [images * tokens, width]}
     */
    SDVariable attention(Linear qkv, AttentionShape shape);

    /**
     * Self-attention with a bias for every pair of tokens (Bao et al. 2022): {@code softmax(Q K' / sqrt D + B) V}.
     *
     * @param bias {@code B}, {@code [heads * tokens, tokens]}: head after head, query by key
     */
    SDVariable biasedAttention(Linear qkv, AttentionShape shape, SDVariable bias);

    /**
     * Self-attention of tokens on a square, with decomposed relative positions (Li et al. 2022, section 3): the score of a
     * query q for the key k in row y and column x is {@code q k / sqrt D + q R[y] + q S[x]}.
     *
     * @param rows embeddings {@code R} of the offsets of rows, {@code [side, side, D]}: row of the query by row of the key
     * @param columns embeddings {@code S} of the offsets of columns, likewise
     */
    SDVariable relativeAttention(Linear qkv, AttentionShape shape, SDVariable rows, SDVariable columns);

    /**
     * Multi-head attention of one set of tokens to another: {@code softmax(Q K' / sqrt D) V} for every head.
     *
     * @param queries {@code [T, width]}
     * @param keys {@code [U, width]}
     * @param values {@code [U, width]}
     * @return {@code [T, width]}
     */
    SDVariable crossAttention(Linear queries, Linear keys, Linear values, int heads);

    /**
     * Products of many matrices, as {@code torch.bmm}.
     *
     * @param x {@code [..., M, K]}
     * @param y {@code [..., K, N]}, or {@code [..., N, K]} to be transposed
     * @return {@code [..., M, N]}
     */
    SDVariable batchMatMul(SDVariable x, SDVariable y, boolean transposed);

    /**
     * Rows of Euclidean length one: {@code x / sqrt(x x' + f f)}. Matrices only: on a permuted array of rank 4 the engine's sum
     * over the last axis is wrong (ND4J 1.0.0-M2.1).
     *
     * @param floor {@code f}, which keeps a row of zeros at zero
     */
    SDVariable l2Normalize(SDVariable x, int width, double floor);

    /**
     * Every channel times a factor of its own.
     *
     * @param scale {@code [C]}
     */
    SDVariable scaleChannels(SDVariable x, SDVariable scale, int width);

    /**
     * Every row times a factor of its own.
     *
     * @param scale {@code [R, 1]}
     */
    SDVariable scaleRows(SDVariable x, SDVariable scale, int width);
}
