package dev.robis.nn.vit;

import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.tensor.WeightNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and shapes of the tensors of a DINOv2 checkpoint. */
public final class VitWeights {

    private VitWeights() {}

    /**
     * @throws IllegalArgumentException if the source is not a checkpoint of this shape, naming the first tensor that
     *     is missing, surplus or of another shape, and the backbone it looks like
     */
    public static void require(VitConfig config, TensorSource source) {
        WeightNames.mismatch(names(config), source).ifPresent(problem -> {
            String hint = Backbone.all().stream()
                    .filter(known ->
                            WeightNames.mismatch(names(known.config()), source).isEmpty())
                    .findFirst()
                    .map(known -> ". These weights look like " + known.name() + ": choose that encoder")
                    .orElse("");
            throw new IllegalArgumentException(problem + hint);
        });
    }

    /** Shape of every tensor by its official name. */
    public static Map<String, List<Long>> names(VitConfig config) {
        Map<String, List<Long>> names = new LinkedHashMap<>();
        long width = config.width();
        names.put("cls_token", List.of(1L, 1L, width));
        names.put("pos_embed", List.of(1L, 1 + (long) config.grid() * config.grid(), width));
        if (config.registers() > 0) names.put("register_tokens", List.of(1L, (long) config.registers(), width));
        names.put("mask_token", List.of(1L, width));
        names.put("patch_embed.proj.weight", List.of(width, 3L, (long) config.patch(), (long) config.patch()));
        names.put("patch_embed.proj.bias", List.of(width));
        for (int i = 0; i < config.depth(); i++) {
            String block = "blocks." + i + ".";
            WeightNames.layerNorm(names, block + "norm1", width);
            WeightNames.linear(names, block + "attn.qkv", width, 3 * width);
            WeightNames.linear(names, block + "attn.proj", width, width);
            names.put(block + "ls1.gamma", List.of(width));
            WeightNames.layerNorm(names, block + "norm2", width);
            WeightNames.mlp(names, block + "mlp", width, config.mlpRatio());
            names.put(block + "ls2.gamma", List.of(width));
        }
        WeightNames.layerNorm(names, "norm", width);
        return names;
    }
}
