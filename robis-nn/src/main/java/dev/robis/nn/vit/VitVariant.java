package dev.robis.nn.vit;

import java.util.Optional;

/** The ways in which published vision transformers differ: where positions enter, and what their parts are called. */
public enum VitVariant {
    /** DINOv2 (Oquab et al. 2023): position embeddings, LayerScale, a mask token left from training. */
    DINOV2(false, "ls%d.gamma", "norm"),

    /** The plain one (Dosovitskiy et al. 2021), as DINO, iBOT, MAE, MoCo v3 and DeiT train it. */
    PLAIN(false, null, "norm"),

    /** The plain one without its last layer norm, as D-iGPT trains it. */
    PLAIN_UNNORMED(false, null, null),

    /** BEiT and BEiT v2 (Bao et al. 2022, Peng et al. 2022): relative position bias, LayerScale, no bias on keys. */
    BEIT(true, "gamma_%d", "fc_norm");

    private final boolean relativePositions;
    private final String layerScale;
    private final String finalNorm;

    VitVariant(boolean relativePositions, String layerScale, String finalNorm) {
        this.relativePositions = relativePositions;
        this.layerScale = layerScale;
        this.finalNorm = finalNorm;
    }

    /** Whether positions are a bias on attention scores, block by block, instead of an embedding added to the tokens. */
    boolean relativePositions() {
        return relativePositions;
    }

    /** Whether queries and values have a bias of their own each and keys none, instead of one bias for all three. */
    boolean keysUnbiased() {
        return this == BEIT;
    }

    /** Whether the checkpoint carries the token that stood for masked patches in training. */
    boolean maskToken() {
        return this == DINOV2;
    }

    /** Name of the factors after a block's attention (1) or MLP (2), or empty. */
    Optional<String> layerScale(int half) {
        return Optional.ofNullable(layerScale).map(pattern -> pattern.formatted(half));
    }

    /** Name of the layer norm after the last block, or empty. The anomaly model does not reach it. */
    Optional<String> finalNorm() {
        return Optional.ofNullable(finalNorm);
    }
}
