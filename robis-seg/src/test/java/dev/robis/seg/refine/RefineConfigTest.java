package dev.robis.seg.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.seg.data.Split;
import org.junit.jupiter.api.Test;

class RefineConfigTest {

    private static final RefineConfig REFERENCE = RefineConfig.reference();

    @Test
    void theReferenceChoosesByCategoryAndSplit() {
        assertThat(REFERENCE.rule("fabric")).isEqualTo(MaskRule.MULTI);
        assertThat(REFERENCE.rule("walnuts")).isEqualTo(MaskRule.MULTI);
        assertThat(REFERENCE.rule("rice")).isEqualTo(MaskRule.SKIP);
        assertThat(REFERENCE.rule("my_product")).isEqualTo(MaskRule.SINGLE);
        for (Split split : Split.values())
            assertThat(REFERENCE.model(split)).isEqualTo(split == Split.TEST_PRIVATE_MIXED ? "vit_b" : "vit_h");
    }

    @Test
    void aCalibratedOneTakesTheSmallModelEverywhere() {
        for (Split split : Split.values())
            assertThat(RefineConfig.calibrated().model(split)).isEqualTo("vit_b");
    }

    @Test
    void settingsCanBeChanged() {
        assertThat(REFERENCE.withRule("can", MaskRule.SKIP).rule("can")).isEqualTo(MaskRule.SKIP);
        assertThat(REFERENCE.withRule("can", MaskRule.SKIP).rule("fabric")).isEqualTo(MaskRule.MULTI);
        assertThat(REFERENCE.withRule(MaskRule.MULTI).rule("rice")).isEqualTo(MaskRule.MULTI);
        assertThat(REFERENCE.withModel("vit_l").model(Split.TEST_PRIVATE_MIXED)).isEqualTo("vit_l");
        assertThat(REFERENCE.withBoxes(7))
                .isNotEqualTo(REFERENCE)
                .extracting(RefineConfig::boxes)
                .isEqualTo(7);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> REFERENCE.withBoxes(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("boxes must be at least 1, found 0");
        assertThatThrownBy(() -> REFERENCE.withModel("vit_x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vit_x");
    }
}
