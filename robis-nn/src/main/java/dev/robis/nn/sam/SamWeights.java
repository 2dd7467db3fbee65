package dev.robis.nn.sam;

import static dev.robis.nn.tensor.WeightNames.layerNorm;
import static dev.robis.nn.tensor.WeightNames.linear;

import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.tensor.WeightNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and shapes of the tensors of a Segment Anything checkpoint. */
public final class SamWeights {

    private SamWeights() {}

    /**
     * @throws IllegalArgumentException if the source is not a checkpoint of this shape, naming the first tensor that
     *     is missing, surplus or of another shape, and the published model it looks like
     */
    public static void require(SamConfig config, TensorSource source) {
        WeightNames.mismatch(names(config), source).ifPresent(problem -> {
            String hint = SamConfig.NAMES.stream()
                    .filter(name -> WeightNames.mismatch(names(SamConfig.named(name)), source)
                            .isEmpty())
                    .findFirst()
                    .map(name -> ". These weights look like " + name + ": choose that model")
                    .orElse("");
            throw new IllegalArgumentException(problem + hint);
        });
    }

    /** Shape of every tensor by its official name. */
    public static Map<String, List<Long>> names(SamConfig config) {
        Map<String, List<Long>> names = new LinkedHashMap<>(imageEncoder(config));
        promptEncoder(names, config);
        transformer(names, "mask_decoder.transformer.", config);
        maskDecoder(names, "mask_decoder.", config);
        return names;
    }

    /** The image encoder's part of {@link #names}. */
    static Map<String, List<Long>> imageEncoder(SamConfig config) {
        Map<String, List<Long>> names = new LinkedHashMap<>();
        SamConfig.Encoder encoder = config.encoder();
        long width = encoder.width();
        long perHead = width / encoder.heads();
        String at = "image_encoder.";
        names.put(at + "pos_embed", List.of(1L, (long) config.grid(), (long) config.grid(), width));
        convolution(names, at + "patch_embed.proj", width, 3, config.patch());
        for (int i = 0; i < encoder.depth(); i++) {
            String block = at + "blocks." + i + ".";
            long side = encoder.globalBlocks().contains(i) ? config.grid() : encoder.window();
            layerNorm(names, block + "norm1", width);
            names.put(block + "attn.rel_pos_h", List.of(2 * side - 1, perHead));
            names.put(block + "attn.rel_pos_w", List.of(2 * side - 1, perHead));
            linear(names, block + "attn.qkv", width, 3 * width);
            linear(names, block + "attn.proj", width, width);
            layerNorm(names, block + "norm2", width);
            mlp(names, block + "mlp", width, width * encoder.mlpRatio());
        }
        names.put(at + "neck.0.weight", List.of((long) config.width(), width, 1L, 1L));
        layerNorm(names, at + "neck.1", config.width());
        names.put(at + "neck.2.weight", List.of((long) config.width(), (long) config.width(), 3L, 3L));
        layerNorm(names, at + "neck.3", config.width());
        return names;
    }

    private static void promptEncoder(Map<String, List<Long>> names, SamConfig config) {
        String at = "prompt_encoder.";
        long width = config.width();
        long channels = config.maskChannels();
        names.put(at + "pe_layer.positional_encoding_gaussian_matrix", List.of(2L, width / 2));
        for (int i = 0; i < 4; i++) names.put(at + "point_embeddings." + i + ".weight", List.of(1L, width));
        names.put(at + "not_a_point_embed.weight", List.of(1L, width));
        convolution(names, at + "mask_downscaling.0", channels / 4, 1, 2);
        layerNorm(names, at + "mask_downscaling.1", channels / 4);
        convolution(names, at + "mask_downscaling.3", channels, channels / 4, 2);
        layerNorm(names, at + "mask_downscaling.4", channels);
        convolution(names, at + "mask_downscaling.6", width, channels, 1);
        names.put(at + "no_mask_embed.weight", List.of(1L, width));
    }

    private static void transformer(Map<String, List<Long>> names, String at, SamConfig config) {
        long width = config.width();
        long narrow = width / SamConfig.Decoder.DOWNSAMPLING;
        for (int i = 0; i < config.decoder().depth(); i++) {
            String layer = at + "layers." + i + ".";
            attention(names, layer + "self_attn", width, width);
            layerNorm(names, layer + "norm1", width);
            attention(names, layer + "cross_attn_token_to_image", width, narrow);
            layerNorm(names, layer + "norm2", width);
            mlp(names, layer + "mlp", width, config.decoder().mlpWidth());
            layerNorm(names, layer + "norm3", width);
            layerNorm(names, layer + "norm4", width);
            attention(names, layer + "cross_attn_image_to_token", width, narrow);
        }
        attention(names, at + "final_attn_token_to_image", width, narrow);
        layerNorm(names, at + "norm_final_attn", width);
    }

    private static void maskDecoder(Map<String, List<Long>> names, String at, SamConfig config) {
        SamConfig.Decoder decoder = config.decoder();
        long width = config.width();
        names.put(at + "iou_token.weight", List.of(1L, width));
        names.put(at + "mask_tokens.weight", List.of((long) decoder.masks(), width));
        names.put(at + "output_upscaling.0.weight", List.of(width, width / 4, 2L, 2L));
        names.put(at + "output_upscaling.0.bias", List.of(width / 4));
        layerNorm(names, at + "output_upscaling.1", width / 4);
        names.put(at + "output_upscaling.3.weight", List.of(width / 4, width / 8, 2L, 2L));
        names.put(at + "output_upscaling.3.bias", List.of(width / 8));
        for (int i = 0; i < decoder.masks(); i++)
            perceptron(names, at + "output_hypernetworks_mlps." + i, width, width, width / 8, 3);
        perceptron(names, at + "iou_prediction_head", width, decoder.iouWidth(), decoder.masks(), decoder.iouDepth());
    }

    private static void convolution(Map<String, List<Long>> names, String name, long out, long in, long side) {
        names.put(name + ".weight", List.of(out, in, side, side));
        names.put(name + ".bias", List.of(out));
    }

    private static void mlp(Map<String, List<Long>> names, String name, long width, long hidden) {
        linear(names, name + ".lin1", width, hidden);
        linear(names, name + ".lin2", hidden, width);
    }

    private static void attention(Map<String, List<Long>> names, String name, long width, long inner) {
        for (String part : List.of("q_proj", "k_proj", "v_proj")) linear(names, name + "." + part, width, inner);
        linear(names, name + ".out_proj", inner, width);
    }

    private static void perceptron(
            Map<String, List<Long>> names, String name, long in, long hidden, long out, int depth) {
        for (int i = 0; i < depth; i++)
            linear(names, name + ".layers." + i, i == 0 ? in : hidden, i == depth - 1 ? out : hidden);
    }
}
