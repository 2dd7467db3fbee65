package dev.robis.nn.vit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The backbones known by name, spelled as the reference spells them.
 *
 * @param name as given to {@code --encoder}
 * @param config its shape
 * @param targetLayers blocks whose outputs INP-Former reads, ascending (INP-Former, section 4.1)
 */
public record Backbone(String name, VitConfig config, List<Integer> targetLayers) {

    private static final List<Integer> MIDDLE_EIGHT = List.of(2, 3, 4, 5, 6, 7, 8, 9);
    private static final List<Integer> LARGE_EIGHT = List.of(4, 6, 8, 10, 12, 14, 16, 18);

    /** Every known backbone. */
    public static List<Backbone> all() {
        return List.of(
                dinov2("dinov2reg_vit_small_14", 384, 12, 6, 4, 37, MIDDLE_EIGHT),
                dinov2("dinov2reg_vit_base_14", 768, 12, 12, 4, 37, MIDDLE_EIGHT),
                dinov2("dinov2reg_vit_large_14", 1024, 24, 16, 4, 37, LARGE_EIGHT),
                dinov2("dinov2_vit_small_14", 384, 12, 6, 0, 37, MIDDLE_EIGHT),
                dinov2("dinov2_vit_base_14", 768, 12, 12, 0, 37, MIDDLE_EIGHT),
                dinov2("dinov2_vit_large_14", 1024, 24, 16, 0, 37, LARGE_EIGHT),
                dinov2("robis_vit_tiny_14", 192, 12, 3, 4, 16, MIDDLE_EIGHT));
    }

    /**
     * @throws IllegalArgumentException if no backbone has that name, listing those there are
     */
    public static Backbone named(String name) {
        return all().stream()
                .filter(backbone -> backbone.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown encoder \"" + name + "\"; known are "
                        + all().stream().map(Backbone::name).collect(Collectors.joining(", "))));
    }

    private static Backbone dinov2(
            String name, int width, int depth, int heads, int registers, int grid, List<Integer> targets) {
        return new Backbone(name, new VitConfig(width, depth, heads, 4, 14, registers, grid, 1e-6), targets);
    }
}
