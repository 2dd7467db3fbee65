package dev.robis.seg.refine;

import dev.robis.nn.sam.SamConfig;
import dev.robis.seg.data.Split;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What refinement does where. Immutable.
 *
 * @param boxes components of an image that SAM is asked about, the largest first; at least 1
 * @param rule for categories that {@code rules} does not name: any product but those of MVTec AD 2
 * @param rules by category
 * @param model SAM for splits that {@code models} does not name; one of {@link SamConfig#NAMES}
 * @param models by split
 * @param input how SAM sees an image
 * @param missed what becomes of components that SAM does not find
 */
public record RefineConfig(
        int boxes,
        MaskRule rule,
        Map<String, MaskRule> rules,
        String model,
        Map<Split, String> models,
        SamInput input,
        Missed missed) {

    /** What the method's authors found best for MVTec AD 2. */
    private static final Map<String, MaskRule> MVTEC_AD_2 =
            Map.of("fabric", MaskRule.MULTI, "walnuts", MaskRule.MULTI, "rice", MaskRule.SKIP);

    private static final int BOXES = 3;

    public RefineConfig {
        if (boxes < 1) throw new IllegalArgumentException("boxes must be at least 1, found " + boxes);
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(missed, "missed");
        rules = Map.copyOf(rules);
        models = Map.copyOf(models);
        SamConfig.named(model);
        models.values().forEach(SamConfig::named);
    }

    /** As the reference: its input, its losses, ViT-H but for the split whose images vary most. */
    public static RefineConfig reference() {
        return new RefineConfig(
                BOXES,
                MaskRule.SINGLE,
                MVTEC_AD_2,
                "vit_h",
                Map.of(Split.TEST_PRIVATE_MIXED, "vit_b"),
                SamInput.SHRUNK_BGR,
                Missed.DROP);
    }

    /** Whole images in their colours, nothing lost, and ViT-B everywhere: ViT-H takes six times as long on a CPU. */
    public static RefineConfig calibrated() {
        return new RefineConfig(BOXES, MaskRule.SINGLE, MVTEC_AD_2, "vit_b", Map.of(), SamInput.WHOLE_RGB, Missed.KEEP);
    }

    /** The rule of a category. */
    public MaskRule rule(String category) {
        return rules.getOrDefault(category, rule);
    }

    /** The model of a split. */
    public String model(Split split) {
        return models.getOrDefault(split, model);
    }

    public RefineConfig withBoxes(int value) {
        return new RefineConfig(value, rule, rules, model, models, input, missed);
    }

    /** This configuration with one rule for every category. */
    public RefineConfig withRule(MaskRule value) {
        return new RefineConfig(boxes, value, Map.of(), model, models, input, missed);
    }

    /** This configuration with another rule for one category. */
    public RefineConfig withRule(String category, MaskRule value) {
        Map<String, MaskRule> changed = new HashMap<>(rules);
        changed.put(category, value);
        return new RefineConfig(boxes, rule, changed, model, models, input, missed);
    }

    public RefineConfig withInput(SamInput value) {
        return new RefineConfig(boxes, rule, rules, model, models, value, missed);
    }

    public RefineConfig withMissed(Missed value) {
        return new RefineConfig(boxes, rule, rules, model, models, input, value);
    }

    /** This configuration with one model for every split. */
    public RefineConfig withModel(String value) {
        return new RefineConfig(boxes, rule, rules, value, Map.of(), input, missed);
    }
}
