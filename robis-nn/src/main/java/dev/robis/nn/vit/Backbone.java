package dev.robis.nn.vit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The backbones known by name, spelled as the reference spells them.
 *
 * <p>{@code moco_vit_small_16} has six heads, as the reference builds it, where MoCo v3 trained it with twelve.
 *
 * @param name as given to {@code --encoder}
 * @param config its shape
 * @param targetLayers blocks whose outputs INP-Former reads, ascending (INP-Former, section 4.1)
 * @param layout of the official checkpoint
 */
public record Backbone(String name, VitConfig config, List<Integer> targetLayers, OfficialLayout layout) {

    private static final int REFERENCE_INPUT = 518;

    /** Every known backbone. */
    public static List<Backbone> all() {
        return BackboneFamily.ALL.stream().flatMap(BackboneFamily::members).toList();
    }

    /**
     * A backbone by its name, or by what the reference would read as that: size and patch last, the family anywhere
     * before them, as in {@code dinov2_reg_base_14}. A DINOv2 of a shape that was never published is named by its
     * shape: {@code dinov2_vit_WIDTHxDEPTHxHEADS_PATCH_regREGISTERS_gridSIDE_layersFIRST.NEXT.…}, where the grid is that
     * of the position embedding and the layers are {@link #targetLayers}.
     *
     * @throws IllegalArgumentException if no backbone has that name, listing those there are
     */
    public static Backbone named(String name) {
        return exactly(name)
                .or(() -> SpelledBackbone.parse(name))
                .or(() -> loosely(name))
                .orElseThrow(() -> new IllegalArgumentException("unknown encoder \"" + name + "\"; known are "
                        + BackboneFamily.ALL.stream()
                                .map(BackboneFamily::toString)
                                .collect(Collectors.joining(", "))));
    }

    private static Optional<Backbone> exactly(String name) {
        return all().stream().filter(backbone -> backbone.name.equals(name)).findFirst();
    }

    private static Optional<Backbone> loosely(String name) {
        String[] parts = name.split("_", -1);
        if (parts.length < 2) return Optional.empty();
        return BackboneFamily.ALL.stream()
                .filter(family -> family.claims(name))
                .findFirst()
                .flatMap(family -> exactly(family.name(parts[parts.length - 2], parts[parts.length - 1])));
    }

    /**
     * The usual side of an input, pixels: the reference's 518 in whole patches; for BEIT, whose positions have a fixed
     * size in the reference, that of its training.
     */
    public int inputSize() {
        return config.variant().relativePositions()
                ? config.grid() * config.patch()
                : REFERENCE_INPUT / config.patch() * config.patch();
    }
}
