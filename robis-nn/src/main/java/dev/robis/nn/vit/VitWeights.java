package dev.robis.nn.vit;

import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.tensor.WeightNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Names and shapes of the tensors of a vision transformer: those of the official checkpoints. */
public final class VitWeights {

    private VitWeights() {}

    /**
     * @throws IllegalArgumentException if the source is not a checkpoint of this shape, naming the first tensor that
     *     is missing, surplus or of another shape, and the backbones it looks like
     */
    public static void require(VitConfig config, TensorSource source) {
        WeightNames.mismatch(names(config), source).ifPresent(problem -> {
            throw new IllegalArgumentException(problem + hint(source));
        });
    }

    /** The backbones that the weights fit, as they are or once their official checkpoint is unpacked. */
    private static String hint(TensorSource source) {
        String fitting = Backbone.all().stream()
                .filter(known -> fits(known, source))
                .map(Backbone::name)
                .collect(Collectors.joining(" or "));
        if (!fitting.isEmpty()) return ". These weights look like " + fitting + ": choose that encoder";
        String official = Backbone.all().stream()
                .filter(known -> known.layout() != OfficialLayout.PLAIN)
                .filter(known -> fits(known, known.layout().view(source)))
                .map(Backbone::name)
                .collect(Collectors.joining(" or "));
        if (official.isEmpty()) return "";
        return ". This looks like the official checkpoint of " + official + ": convert it as that encoder first";
    }

    private static boolean fits(Backbone known, TensorSource source) {
        return WeightNames.mismatch(names(known.config()), source).isEmpty();
    }

    /** Shape of every tensor by its official name. */
    public static Map<String, List<Long>> names(VitConfig config) {
        VitVariant variant = config.variant();
        Map<String, List<Long>> names = new LinkedHashMap<>();
        long width = config.width();
        names.put("cls_token", List.of(1L, 1L, width));
        if (!variant.relativePositions())
            names.put("pos_embed", List.of(1L, 1 + (long) config.grid() * config.grid(), width));
        if (config.registers() > 0) names.put("register_tokens", List.of(1L, (long) config.registers(), width));
        if (variant.maskToken()) names.put("mask_token", List.of(1L, width));
        names.put("patch_embed.proj.weight", List.of(width, 3L, (long) config.patch(), (long) config.patch()));
        names.put("patch_embed.proj.bias", List.of(width));
        for (int i = 0; i < config.depth(); i++) {
            String block = "blocks." + i + ".";
            WeightNames.layerNorm(names, block + "norm1", width);
            attention(names, block + "attn.", config);
            variant.layerScale(1).ifPresent(name -> names.put(block + name, List.of(width)));
            WeightNames.layerNorm(names, block + "norm2", width);
            WeightNames.mlp(names, block + "mlp", width, config.mlpRatio());
            variant.layerScale(2).ifPresent(name -> names.put(block + name, List.of(width)));
        }
        variant.finalNorm().ifPresent(name -> WeightNames.layerNorm(names, name, width));
        return names;
    }

    private static void attention(Map<String, List<Long>> names, String at, VitConfig config) {
        long width = config.width();
        WeightNames.linear(names, at + "qkv", width, 3 * width);
        WeightNames.linear(names, at + "proj", width, width);
        if (config.variant().keysUnbiased()) {
            names.remove(at + "qkv.bias");
            names.put(at + "q_bias", List.of(width));
            names.put(at + "v_bias", List.of(width));
        }
        if (config.variant().relativePositions())
            names.put(at + "relative_position_bias_table", List.of(RelativePositionBias.entries(config.grid()), (long)
                    config.heads()));
    }
}
