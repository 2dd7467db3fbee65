package dev.robis.nn.vit;

import static dev.robis.nn.vit.BackboneSize.BASE;
import static dev.robis.nn.vit.BackboneSize.LARGE;
import static dev.robis.nn.vit.BackboneSize.SMALL;
import static dev.robis.nn.vit.BackboneSize.TINY;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was published of one way of training: every size with every patch.
 *
 * @param keywords what the reference looks for in a name; together they are the family's name
 * @param registers number of register tokens
 * @param pixels side of the images that the positions are for
 * @param layout of the official checkpoints
 */
record BackboneFamily(
        List<String> keywords,
        VitVariant variant,
        int registers,
        int pixels,
        List<BackboneSize> sizes,
        List<Integer> patches,
        OfficialLayout layout) {

    private static final List<BackboneSize> ALL_SIZES = List.of(SMALL, BASE, LARGE);
    private static final List<Integer> PATCH_16 = List.of(16);
    private static final List<String> MODEL = List.of("model.", "");
    private static final OfficialLayout BEIT = new OfficialLayout(MODEL, List.of("head.", "relative_position_index"));

    /** From the most to the least particular name, so that the first fit is the right one. */
    static final List<BackboneFamily> ALL = List.of(
            dinov2(List.of("dino", "v2", "reg"), 4, 518, ALL_SIZES),
            dinov2(List.of("dino", "v2"), 0, 518, ALL_SIZES),
            plain("dino", List.of(SMALL, BASE), List.of(16, 8), OfficialLayout.PLAIN),
            plain(
                    "ibot",
                    ALL_SIZES,
                    PATCH_16,
                    new OfficialLayout(
                            List.of("state_dict.module.backbone.", "state_dict.backbone.", "state_dict.", ""),
                            List.of("head.", "masked_embed"))),
            plain("mae", List.of(BASE, LARGE), PATCH_16, new OfficialLayout(MODEL, List.of("decoder_", "mask_token"))),
            plain(
                    "moco",
                    List.of(SMALL, BASE),
                    PATCH_16,
                    new OfficialLayout(
                            List.of("state_dict.module.base_encoder.", "module.base_encoder."), List.of("head."))),
            plain("deit", List.of(SMALL, BASE), PATCH_16, new OfficialLayout(MODEL, List.of("head."))),
            of(
                    "digpt",
                    VitVariant.PLAIN_UNNORMED,
                    List.of(BASE),
                    PATCH_16,
                    new OfficialLayout(MODEL, List.of("ar_", "kd_", "decoder_", "mask", "norm.", "head."))),
            of("beitv2", VitVariant.BEIT, List.of(BASE, LARGE), PATCH_16, BEIT),
            of("beit", VitVariant.BEIT, List.of(BASE, LARGE), PATCH_16, BEIT),
            dinov2(List.of("robis"), 4, 224, List.of(TINY)));

    private static BackboneFamily dinov2(List<String> keywords, int registers, int pixels, List<BackboneSize> sizes) {
        return new BackboneFamily(
                keywords, VitVariant.DINOV2, registers, pixels, sizes, List.of(14), OfficialLayout.PLAIN);
    }

    private static BackboneFamily plain(
            String name, List<BackboneSize> sizes, List<Integer> patches, OfficialLayout layout) {
        return of(name, VitVariant.PLAIN, sizes, patches, layout);
    }

    private static BackboneFamily of(
            String name, VitVariant variant, List<BackboneSize> sizes, List<Integer> patches, OfficialLayout layout) {
        return new BackboneFamily(List.of(name), variant, 0, 224, sizes, patches, layout);
    }

    Stream<Backbone> members() {
        return patches.stream().flatMap(patch -> sizes.stream().map(size -> member(size, patch)));
    }

    private Backbone member(BackboneSize size, int patch) {
        return new Backbone(
                name(size.toString(), Integer.toString(patch)),
                size.config(variant, patch, registers, pixels / patch),
                size.targetLayers(),
                layout);
    }

    /** Of a member, whether there is one or not. */
    String name(String size, String patch) {
        return String.join("", keywords) + "_vit_" + size + "_" + patch;
    }

    /** Whether the reference would take a name for one of this family. */
    boolean claims(String name) {
        return keywords.stream().allMatch(name::contains);
    }

    /** All names in one, as a shell would expand it: {@code dino_vit_{small,base}_{16,8}}. */
    @Override
    public String toString() {
        return name(choice(sizes), choice(patches));
    }

    private static String choice(List<?> options) {
        String all = options.stream().map(Object::toString).collect(Collectors.joining(","));
        return options.size() == 1 ? all : "{" + all + "}";
    }
}
