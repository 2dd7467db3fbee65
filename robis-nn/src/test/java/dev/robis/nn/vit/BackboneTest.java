package dev.robis.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Shapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of backbones: names as the reference reads them, shapes, official checkpoints. */
class BackboneTest {

    static List<Backbone> all() {
        return Backbone.all();
    }

    @Test
    void namesAreDistinctAndFoundAgain() {
        assertThat(all()).extracting(Backbone::name).doesNotHaveDuplicates().hasSize(25);
        for (Backbone backbone : all())
            assertThat(Backbone.named(backbone.name())).isEqualTo(backbone);
    }

    @ParameterizedTest
    @MethodSource("all")
    void inputAndTargetLayersFitTheShape(Backbone backbone) {
        assertThat(backbone.inputSize() % backbone.config().patch()).isZero();
        assertThat(backbone.targetLayers()).hasSize(8).isSorted();
        assertThat(backbone.targetLayers().get(7)).isLessThan(backbone.config().depth());
    }

    @ParameterizedTest
    @CsvSource({
        "dinov2reg_vit_base_14, 518, 37",
        "robis_vit_tiny_14, 518, 16",
        "dino_vit_small_16, 512, 14",
        "dino_vit_base_8, 512, 28",
        "mae_vit_large_16, 512, 14",
        "beitv2_vit_base_16, 224, 14"
    })
    void inputsAreTheReferencesInWholePatches(String name, int input, int grid) {
        assertThat(Backbone.named(name).inputSize()).isEqualTo(input);
        assertThat(Backbone.named(name).config().grid()).isEqualTo(grid);
    }

    /** Parameters of the encoders without heads, as their authors and timm count them. */
    @ParameterizedTest
    @CsvSource({
        "dino_vit_small_16, 21665664",
        "dino_vit_small_8, 21670272",
        "dino_vit_base_16, 85798656",
        "dino_vit_base_8, 85807872",
        "mae_vit_large_16, 303301632",
        "dinov2_vit_small_14, 22056576"
    })
    void parametersAreAsManyAsPublished(String name, long parameters) {
        assertThat(VitWeights.names(Backbone.named(name).config()).values().stream()
                        .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
                        .sum())
                .isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "dinov2_reg_base_14, dinov2reg_vit_base_14",
        "vit_dinov2_small_14, dinov2_vit_small_14",
        "dino_small_8, dino_vit_small_8",
        "mocov3_vit_base_16, moco_vit_base_16",
        "my_mae_large_16, mae_vit_large_16",
        "beit_v1_base_16, beit_vit_base_16",
        "beitv2_base_16, beitv2_vit_base_16"
    })
    void looseNamesAreReadAsTheReferenceReadsThem(String loose, String name) {
        assertThat(Backbone.named(loose).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dino", "dino_vit_large_16", "mae_vit_base_8", "clip_vit_base_16", "dino_vit_base_16_"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> Backbone.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown encoder \"" + name + "\"; known are "
                        + "dinov2reg_vit_{small,base,large}_14, dinov2_vit_{small,base,large}_14, "
                        + "dino_vit_{small,base}_{16,8}, ibot_vit_{small,base,large}_16, mae_vit_{base,large}_16, "
                        + "moco_vit_{small,base}_16, deit_vit_{small,base}_16, digpt_vit_base_16, "
                        + "beitv2_vit_{base,large}_16, beit_vit_{base,large}_16, robis_vit_tiny_14");
    }

    @Test
    void aNameCanSpellOutADinov2ThatWasNeverPublished() {
        String name = "dinov2_vit_48x6x3_14_reg2_grid9_layers1.2.4.5";
        Backbone backbone = Backbone.named(name);
        assertThat(backbone.name()).isEqualTo(name);
        assertThat(backbone.config()).isEqualTo(new VitConfig(48, 6, 3, 4, 14, 2, 9, 1e-6));
        assertThat(backbone.targetLayers()).containsExactly(1, 2, 4, 5);
    }

    @ParameterizedTest
    @CsvSource({
        "dinov2_vit_48x6x3_14_reg0_grid9_layers1.2.3, even number of ascending layers",
        "dinov2_vit_48x6x3_14_reg0_grid9_layers2.1, ascending",
        "dinov2_vit_48x6x3_14_reg0_grid9_layers1.6, below 6",
        "dinov2_vit_48x6x5_14_reg0_grid9_layers1.2, not a multiple of heads 5",
        "dinov2_vit_48x6x3_14_reg0_grid0_layers1.2, grid must be positive",
        "dinov2_vit_48x6x3_14_layers1.2, unknown encoder"
    })
    void aShapeThatCannotBeIsRefused(String name, String problem) {
        assertThatThrownBy(() -> Backbone.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    /** What each official checkpoint holds beside the network, and where it holds the network. */
    @ParameterizedTest
    @CsvSource({
        "dino_vit_base_16, '', ''",
        "ibot_vit_base_16, state_dict., head.last_layer.weight_v masked_embed",
        "ibot_vit_base_16, state_dict.backbone., state_dict.head.mlp.0.weight",
        "mae_vit_base_16, model., model.mask_token model.decoder_blocks.0.norm1.weight epoch",
        "mae_vit_base_16, '', mask_token",
        "moco_vit_small_16, state_dict.module.base_encoder., state_dict.module.momentum_encoder.cls_token"
                + " state_dict.module.base_encoder.head.1.running_mean optimizer.state.0.exp_avg",
        "moco_vit_small_16, module.base_encoder., module.predictor.0.weight",
        "deit_vit_small_16, model., model.head.weight model.head.bias",
        "digpt_vit_base_16, model., model.kd_blocks.0.norm1.weight model.ar_enc_norm.0.weight model.mask model.norm.bias",
        "beitv2_vit_base_16, model., model.head.weight model.blocks.0.attn.relative_position_index",
        "beit_vit_large_16, '', head.bias blocks.7.attn.relative_position_index"
    })
    void officialCheckpointsAreUnpacked(String name, String prefix, String surplus) {
        Backbone backbone = Backbone.named(name);
        Map<String, List<Long>> network = VitWeights.names(backbone.config());
        Map<String, List<Long>> stored = new LinkedHashMap<>();
        network.forEach((tensor, shape) -> stored.put(prefix + tensor, shape));
        for (String other : surplus.split(" ")) if (!other.isEmpty()) stored.put(other, List.of(1L));
        TensorSource checkpoint = new Shapes(stored, "official.pth");
        TensorSource view = backbone.layout().view(checkpoint);
        assertThat(view.names()).containsExactlyElementsOf(network.keySet());
        VitWeights.require(backbone.config(), view);
        assertThat(view.tensor("patch_embed.proj.bias").shape())
                .containsExactly(backbone.config().width());
        assertThatThrownBy(() -> view.tensor("head.weight")).hasMessage("no tensor \"head.weight\" in official.pth");
        if (!surplus.isEmpty())
            assertThatThrownBy(() -> VitWeights.require(backbone.config(), checkpoint))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("This looks like the official checkpoint of ")
                    .hasMessageContaining(name);
    }

    @Test
    void checkpointOfAnotherNetworkHasNothingOfThisOne() {
        OfficialLayout moco = Backbone.named("moco_vit_base_16").layout();
        assertThat(moco.view(new Shapes(Map.of("cls_token", List.of(1L, 1L, 768L)), "x"))
                        .names())
                .isEmpty();
    }
}
