package dev.robis.nn.inp;

import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.tensor.WeightNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and shapes of the trained tensors, in the reference's order. */
final class InpFormerWeights {

    private static final int MLP_RATIO = 4;

    private InpFormerWeights() {}

    static void require(InpFormerConfig config, TensorSource source) {
        WeightNames.mismatch(names(config), source).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    static Map<String, List<Long>> names(InpFormerConfig config) {
        Map<String, List<Long>> names = new LinkedHashMap<>();
        long width = config.encoder().width();
        WeightNames.mlp(names, "bottleneck.0", width, MLP_RATIO);
        for (int i = 0; i < config.decoders(); i++) {
            String block = "decoder." + i;
            WeightNames.layerNorm(names, block + ".norm1", width);
            names.put(
                    block + ".attn.learn_scale", List.of((long) config.encoder().heads(), 1L, 1L));
            attentionAndMlp(names, block, width);
        }
        WeightNames.layerNorm(names, "aggregation.0.norm1", width);
        attentionAndMlp(names, "aggregation.0", width);
        names.put("prototype_token", List.of((long) config.prototypes(), width));
        return names;
    }

    private static void attentionAndMlp(Map<String, List<Long>> names, String block, long width) {
        WeightNames.linear(names, block + ".attn.q", width, width);
        WeightNames.linear(names, block + ".attn.kv", width, 2 * width);
        WeightNames.linear(names, block + ".attn.proj", width, width);
        WeightNames.layerNorm(names, block + ".norm2", width);
        WeightNames.mlp(names, block + ".mlp", width, MLP_RATIO);
    }
}
