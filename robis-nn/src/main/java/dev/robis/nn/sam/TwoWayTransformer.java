package dev.robis.nn.sam;

import dev.robis.nn.graph.Scope;
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
        SDVariable attended = attention(
                at.in("final_attn_token_to_image"),
                now.tokens.add(tokens),
                now.pixels.add(pixelPositions),
                now.pixels,
                narrow());
        return new Sides(at.named("0", norm(at, "norm_final_attn", now.tokens.add(attended))), now.pixels);
    }

    /** The first layer's self-attention sees no positions and has no residual connection. */
    private Sides layer(Scope at, Sides in, SDVariable tokenPositions, SDVariable pixelPositions, boolean first) {
        SDVariable tokens = in.tokens;
        if (first) {
            tokens = attention(at.in("self_attn"), tokens, tokens, tokens, width);
        } else {
            SDVariable placed = tokens.add(tokenPositions);
            tokens = tokens.add(attention(at.in("self_attn"), placed, placed, tokens, width));
        }
        tokens = norm(at, "norm1", tokens);
        SDVariable placedPixels = in.pixels.add(pixelPositions);
        tokens = norm(
                at,
                "norm2",
                tokens.add(attention(
                        at.in("cross_attn_token_to_image"),
                        tokens.add(tokenPositions),
                        placedPixels,
                        in.pixels,
                        narrow())));
        tokens = norm(at, "norm3", tokens.add(mlp(at.in("mlp"), tokens)));
        SDVariable pixels = norm(
                at,
                "norm4",
                in.pixels.add(attention(
                        at.in("cross_attn_image_to_token"),
                        placedPixels,
                        tokens.add(tokenPositions),
                        tokens,
                        narrow())));
        return new Sides(tokens, pixels);
    }

    private SDVariable mlp(Scope at, SDVariable x) {
        SDVariable hidden = at.graph().nn().relu(at.linear("lin1", x, width, config.mlpWidth()), 0);
        return at.linear("lin2", hidden, config.mlpWidth(), width);
    }

    private SDVariable norm(Scope at, String name, SDVariable x) {
        return at.layerNorm(name, x, width, SamConfig.Decoder.EPSILON);
    }

    private SDVariable attention(Scope at, SDVariable q, SDVariable k, SDVariable v, int inner) {
        SDVariable scores = at.products(
                        heads(at.linear("q_proj", q, width, inner), inner),
                        heads(at.linear("k_proj", k, width, inner), inner),
                        true)
                .div(Math.sqrt((double) inner / config.heads())); // [H, Q, K]
        SDVariable mixed = at.products(
                at.graph().nn().softmax(scores, -1), heads(at.linear("v_proj", v, width, inner), inner), false);
        return at.linear("out_proj", mixed.permute(1, 0, 2).reshape(-1, inner), inner, width);
    }

    private SDVariable heads(SDVariable x, int inner) { // [R, I] -> [H, R, I/H]
        return x.reshape(-1, config.heads(), inner / config.heads()).permute(1, 0, 2);
    }

    private int narrow() {
        return width / SamConfig.Decoder.DOWNSAMPLING;
    }
}
