package dev.robis.nn.vit;

import java.util.List;
import java.util.Locale;

/** The sizes that vision transformers come in, and the blocks that INP-Former reads of each (its section 4.1). */
enum BackboneSize {
    TINY(192, 12, 3, List.of(2, 3, 4, 5, 6, 7, 8, 9)),
    SMALL(384, 12, 6, TINY.targetLayers),
    BASE(768, 12, 12, TINY.targetLayers),
    LARGE(1024, 24, 16, List.of(4, 6, 8, 10, 12, 14, 16, 18));

    private final int width;
    private final int depth;
    private final int heads;
    private final List<Integer> targetLayers;

    BackboneSize(int width, int depth, int heads, List<Integer> targetLayers) {
        this.width = width;
        this.depth = depth;
        this.heads = heads;
        this.targetLayers = targetLayers;
    }

    VitConfig config(VitVariant variant, int patch, int registers, int grid) {
        return new VitConfig(variant, width, depth, heads, 4, patch, registers, grid, 1e-6);
    }

    List<Integer> targetLayers() {
        return targetLayers;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
