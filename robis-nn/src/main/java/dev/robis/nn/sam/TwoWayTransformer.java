package dev.robis.nn.sam;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.layer.Linear;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The transformer of the mask decoder (Kirillov et al. 2023, appendix A): prompt tokens attend to themselves, tokens
 * to the image, and the image to the tokens. Tokens and pixels are matrix rows {@code [T, C]} and {@code [HW, C]}.
 *
 * @param width channels C
 * @param config of the decoder
 */
record TwoWayTransformer(int width, SamConfig.Decoder config) {

    /** Both sides, updated. */
    record Sides(SDVariable tokens, SDVariable pixels) {}

    /**
     * @param tokens also the positions of the tokens, as in the reference
     * @param pixelPositions {@code [HW, C]}
     */
    Sides build(Scope at, SDVariable tokens, SDVariable pixels, SDVariable pixelPositions) {
        Sides now = new Sides(tokens, pixels);
        for (int i = 0; i < config.depth(); i++) {
            now = layer(at.in("layers").in(i), now, tokens, pixelPositions, i == 0);
            now = new Sides(at.named("layer" + i + ".0", now.tokens), at.named("layer" + i + ".1", now.pixels));
        }
        Linear attended = attention(
                at.in("final_attn_token_to_image"),
                now.tokens.add(tokens),
                now.pixels.add(pixelPositions),
                now.pixels,
                narrow());
        return new Sides(at.named("0", residual(at, "norm_final_attn", now.tokens, attended)), now.pixels);
    }

    /** The first layer's self-attention sees no positions and has no residual connection. */
    private Sides layer(Scope at, Sides in, SDVariable tokenPositions, SDVariable pixelPositions, boolean first) {
        SDVariable tokens = in.tokens;
        if (first) {
            Linear attended = attention(at.in("self_attn"), tokens, tokens, tokens, width);
            tokens = norm(at, "norm1", at.layers().linear(attended));
        } else {
            SDVariable placed = tokens.add(tokenPositions);
            tokens = residual(at, "norm1", tokens, attention(at.in("self_attn"), placed, placed, tokens, width));
        }
        SDVariable placedPixels = in.pixels.add(pixelPositions);
        Scope toImage = at.in("cross_attn_token_to_image");
        Linear seen = attention(toImage, tokens.add(tokenPositions), placedPixels, in.pixels, narrow());
        tokens = residual(at, "norm2", tokens, seen);
        tokens = residual(at, "norm3", tokens, mlp(at.in("mlp"), tokens));
        Scope toTokens = at.in("cross_attn_image_to_token");
        Linear told = attention(toTokens, placedPixels, tokens.add(tokenPositions), tokens, narrow());
        return new Sides(tokens, residual(at, "norm4", in.pixels, told));
    }

    private Linear mlp(Scope at, SDVariable x) {
        SDVariable hidden = at.graph().nn().relu(at.linear("lin1", x, width, config.mlpWidth()), 0);
        return at.unfused("lin2", hidden, config.mlpWidth(), width);
    }

    /** A residual connection, then a layer norm. */
    private SDVariable residual(Scope at, String norm, SDVariable x, Linear layer) {
        return norm(at, norm, at.layers().residual(x, layer));
    }

    private SDVariable norm(Scope at, String name, SDVariable x) {
        return at.layerNorm(name, x, width, SamConfig.Decoder.EPSILON);
    }

    private Linear attention(Scope at, SDVariable q, SDVariable k, SDVariable v, int inner) {
        SDVariable mixed = at.layers()
                .crossAttention(
                        at.unfused("q_proj", q, width, inner),
                        at.unfused("k_proj", k, width, inner),
                        at.unfused("v_proj", v, width, inner),
                        config.heads());
        return at.unfused("out_proj", mixed, inner, width);
    }

    private int narrow() {
        return width / SamConfig.Decoder.DOWNSAMPLING;
    }
}
