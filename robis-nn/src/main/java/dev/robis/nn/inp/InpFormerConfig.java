package dev.robis.nn.inp;

import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.VitConfig;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shape of the anomaly model.
 *
 * @param encoder the frozen backbone
 * @param targetLayers encoder blocks whose outputs are reconstructed, ascending
 * @param groups which target layers (by position in {@code targetLayers}), and which decoder blocks counted from the
 *     last, are averaged together; one anomaly map per group
 * @param decoders number of decoder blocks
 * @param prototypes number of intrinsic normal prototypes
 */
public record InpFormerConfig(
        VitConfig encoder, List<Integer> targetLayers, List<List<Integer>> groups, int decoders, int prototypes) {

    public InpFormerConfig {
        targetLayers = List.copyOf(targetLayers);
        groups = groups.stream().map(List::copyOf).toList();
        if (decoders <= 0) throw new IllegalArgumentException("decoders must be positive, found " + decoders);
        if (prototypes <= 0) throw new IllegalArgumentException("prototypes must be positive, found " + prototypes);
        int previous = -1;
        for (int layer : targetLayers) {
            if (layer <= previous || layer >= encoder.depth())
                throw new IllegalArgumentException("targetLayers must ascend and stay below the depth "
                        + encoder.depth() + ", found " + targetLayers);
            previous = layer;
        }
        if (targetLayers.isEmpty() || groups.isEmpty())
            throw new IllegalArgumentException("at least one target layer and one group are needed");
        for (List<Integer> group : groups)
            for (int member : group)
                if (member < 0 || member >= targetLayers.size() || member >= decoders)
                    throw new IllegalArgumentException("group " + group + " names a layer outside the "
                            + targetLayers.size() + " target layers and " + decoders + " decoder blocks");
    }

    /** As published: as many decoder blocks as target layers, eight, in two groups of four. */
    public static InpFormerConfig of(Backbone backbone, int prototypes) {
        int layers = backbone.targetLayers().size();
        List<Integer> positions = IntStream.range(0, layers).boxed().toList();
        return new InpFormerConfig(
                backbone.config(),
                backbone.targetLayers(),
                List.of(positions.subList(0, layers / 2), positions.subList(layers / 2, layers)),
                layers,
                prototypes);
    }

    /** Index of the last encoder block that has to run. */
    public int lastEncoderBlock() {
        return targetLayers.get(targetLayers.size() - 1);
    }
}
