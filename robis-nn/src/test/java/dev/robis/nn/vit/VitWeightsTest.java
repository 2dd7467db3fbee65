package dev.robis.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.testing.Golden;
import dev.robis.nn.testing.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and shapes of the official checkpoints, and what is said of weights that have others. */
class VitWeightsTest {

    private static final Backbone SMALL = Backbone.named("dinov2_vit_small_14");
    private static final Shapes WEIGHTS = new Shapes(VitWeights.names(SMALL.config()), "vits14.safetensors");

    static Stream<Golden.Case> cases() {
        return Golden.cases("state-dict-keys", found -> true);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void namesAndShapesAreTheOfficialOnes(Golden.Case golden) {
        List<String> files = new ArrayList<>();
        golden.json().get("files").fieldNames().forEachRemaining(file -> {
            if (file.startsWith("dinov2_")) files.add(file);
        });
        assertThat(files).isNotEmpty();
        for (String file : files)
            assertThat(VitWeights.names(backbone(file).config()))
                    .as(file)
                    .isEqualTo(Shapes.stored(golden, file).shapes());
    }

    /** {@code dinov2_vits14_reg4.json} is dinov2reg_vit_small_14. */
    private static Backbone backbone(String file) {
        String size =
                switch (file.charAt("dinov2_vit".length())) {
                    case 's' -> "small";
                    case 'b' -> "base";
                    case 'l' -> "large";
                    default -> throw new AssertionError(file);
                };
        return Backbone.named((file.contains("_reg4") ? "dinov2reg" : "dinov2") + "_vit_" + size + "_14");
    }

    @Test
    void missingWeightIsNamed() {
        assertRefused(
                SMALL,
                WEIGHTS.without("blocks.3.attn.qkv.weight"),
                "blocks.3.attn.qkv.weight: expected [1152, 384], found no such tensor in vits14.safetensors");
    }

    @Test
    void misshapenWeightIsNamedWithBothShapes() {
        assertRefused(
                SMALL,
                WEIGHTS.with("blocks.3.attn.qkv.weight", 1152L, 383L),
                "blocks.3.attn.qkv.weight: expected [1152, 384], found [1152, 383] in vits14.safetensors");
    }

    @Test
    void surplusWeightIsNamed() {
        assertRefused(
                SMALL,
                WEIGHTS.with("head.weight", 10L, 384L),
                "head.weight: not part of this architecture, found in vits14.safetensors");
    }

    @Test
    void weightsOfAnotherBackboneAreRecognised() {
        assertRefused(
                Backbone.named("dinov2_vit_base_14"),
                WEIGHTS,
                "cls_token: expected [1, 1, 768], found [1, 1, 384] in vits14.safetensors. "
                        + "These weights look like dinov2_vit_small_14: choose that encoder");
        assertRefused(
                Backbone.named("dinov2reg_vit_small_14"),
                WEIGHTS,
                "register_tokens: expected [1, 4, 384], found no such tensor in vits14.safetensors. "
                        + "These weights look like dinov2_vit_small_14: choose that encoder");
    }

    private static void assertRefused(Backbone backbone, Shapes weights, String message) {
        assertThatThrownBy(() -> Vit.open(backbone.config(), weights, List.of(0), 1, 28, 28))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void everyBackboneThatFitsIsNamed() {
        assertRefused(
                SMALL,
                new Shapes(VitWeights.names(Backbone.named("deit_vit_small_16").config()), "w.safetensors"),
                "pos_embed: expected [1, 1370, 384], found [1, 197, 384] in w.safetensors. These weights look like "
                        + "dino_vit_small_16 or ibot_vit_small_16 or moco_vit_small_16 or deit_vit_small_16: "
                        + "choose that encoder");
    }

    @Test
    void biasTableOfAnotherGridIsNamed() {
        Backbone beit = Backbone.named("beitv2_vit_base_16");
        assertRefused(
                beit,
                new Shapes(VitWeights.names(beit.config()), "beit.safetensors")
                        .with("blocks.2.attn.relative_position_bias_table", 2212L, 12L),
                "blocks.2.attn.relative_position_bias_table: expected [732, 12], found [2212, 12] in beit.safetensors");
    }
}
