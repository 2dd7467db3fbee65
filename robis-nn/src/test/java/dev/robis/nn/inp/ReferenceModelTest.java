package dev.robis.nn.inp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Golden;
import dev.robis.nn.testing.RandomWeights;
import dev.robis.nn.testing.Shapes;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.VitWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole models by their names and shapes. */
class ReferenceModelTest {

    private static final String SMALL = "dinov2reg_vit_small_14";

    record Listed(Golden.Case golden, String file) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Listed> listed() {
        return Golden.cases("state-dict-keys", golden -> true)
                .flatMap(golden -> golden.json().get("files").properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(file -> file.startsWith("robis_inp_former"))
                        .map(file -> new Listed(golden, file)));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("listed")
    void theReferencesModelsAreRecognisedAndHaveItsOrder(Listed listed) {
        Shapes stored = Shapes.stored(listed.golden, listed.file);
        List<ReferenceModel> found = ReferenceModel.recognise(stored);
        String size = listed.file.replaceAll(".*_|\\.json", "");
        assertThat(found).extracting(model -> model.backbone().name()).containsExactly("dinov2reg_vit_" + size + "_14");
        assertThat((long) found.get(0).prototypes())
                .isEqualTo(stored.shapes().get("prototype_token").get(0));
        assertThat(List.copyOf(ReferenceModel.names(found.get(0).config()).entrySet()))
                .isEqualTo(List.copyOf(stored.shapes().entrySet()));
    }

    private static Shapes model(String encoder, int prototypes) {
        return new Shapes(ReferenceModel.names(InpFormerConfig.of(Backbone.named(encoder), prototypes)), "model.pth");
    }

    @Test
    void partsJoinToTheWholeAndComeApartAgain() {
        InpFormerConfig config = InpFormerConfig.of(Backbone.named("robis_vit_tiny_14"), 4);
        TensorSource encoder = new RandomWeights(VitWeights.names(config.encoder()), 0.1, 1);
        TensorSource trained = new RandomWeights(InpFormerWeights.names(config), 0.1, 2);
        TensorSource whole = ReferenceModel.join(config, encoder, trained);
        ReferenceModel model = ReferenceModel.of(whole, Optional.empty());
        assertThat(model.config()).isEqualTo(config);
        assertThat(whole.names())
                .hasSize(encoder.names().size() + trained.names().size());
        assertSame(model.encoder(), encoder);
        assertSame(model.trained(), trained);
    }

    private static void assertSame(TensorSource found, TensorSource expected) {
        assertThat(found.names()).containsExactlyElementsOf(expected.names());
        for (String name : expected.names())
            assertThat(found.tensor(name)).as(name).isEqualTo(expected.tensor(name));
    }

    @Test
    void partsThatDoNotFitAreNotJoined() {
        InpFormerConfig config = InpFormerConfig.of(Backbone.named(SMALL), 4);
        Shapes encoder = new Shapes(VitWeights.names(config.encoder()), "encoder");
        Shapes trained = new Shapes(InpFormerWeights.names(config), "trained");
        assertThatThrownBy(() -> ReferenceModel.join(config, encoder.without("norm.bias"), trained))
                .hasMessageContaining("norm.bias: expected [384], found no such tensor in encoder");
        assertThatThrownBy(() -> ReferenceModel.join(config, encoder, trained.with("extra", 1L)))
                .hasMessageContaining("extra: not part of this architecture, found in trained");
    }

    @ParameterizedTest
    @CsvSource({
        "decoder.7.attn.learn_scale, 'expected [6, 1, 1], found no such tensor in model.pth'",
        "prototype_token, 'expected [6, 384], found no such tensor'",
        "encoder.blocks.11.ls2.gamma, 'expected [384], found no such tensor'"
    })
    void aMissingTensorIsNamed(String name, String problem) {
        Shapes damaged = model(SMALL, 6).without(name);
        assertThat(ReferenceModel.recognise(damaged)).isEmpty();
        assertThatThrownBy(() -> ReferenceModel.of(damaged, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + ": " + problem)
                .hasMessageContaining(SMALL);
    }

    @Test
    void aSurplusTensorAndAnotherShapeAreNamed() {
        assertThatThrownBy(() -> ReferenceModel.of(model(SMALL, 6).with("optimizer", 1L), Optional.empty()))
                .hasMessageContaining("optimizer: not part of this architecture, found in model.pth");
        assertThatThrownBy(() -> ReferenceModel.of(model(SMALL, 6).with("bottleneck.0.fc1.bias", 9L), Optional.empty()))
                .hasMessageContaining("bottleneck.0.fc1.bias: expected [1536], found [9] in model.pth");
        assertThatThrownBy(() -> ReferenceModel.of(model(SMALL, 6), Optional.of("dinov2reg_vit_base_14")))
                .hasMessageContaining("prototype_token: expected [6, 768], found [6, 384]");
    }

    @Test
    void anEncoderAloneIsNoModel() {
        Shapes encoder = new Shapes(VitWeights.names(Backbone.named(SMALL).config()), "dinov2.pth");
        assertThatThrownBy(() -> ReferenceModel.of(encoder, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dinov2.pth: not a model that the reference trained")
                .hasMessageContaining("prototype_token");
    }

    @Test
    void whereTensorsDoNotTellTheEncoderMustBeNamed() {
        Shapes plain = model("dino_vit_small_16", 6);
        assertThat(ReferenceModel.recognise(plain)).hasSizeGreaterThan(1);
        assertThatThrownBy(() -> ReferenceModel.of(plain, Optional.empty()))
                .hasMessageContaining("dino_vit_small_16 or ")
                .hasMessageContaining("--encoder");
        assertThat(ReferenceModel.of(plain, Optional.of("dino_small_16")).backbone())
                .isEqualTo(Backbone.named("dino_vit_small_16"));
    }

    @Test
    void buffersOfAnEncoderAreNotItsWeights() {
        Shapes beit = model("beitv2_vit_base_16", 6).with("encoder.blocks.0.attn.relative_position_index", 197L, 197L);
        ReferenceModel found = ReferenceModel.of(beit, Optional.of("beitv2_vit_base_16"));
        assertThat(found.encoder().names()).doesNotContain("blocks.0.attn.relative_position_index");
    }

    @Test
    void anEncoderOfItsOwnShapeIsDescribedAndMustBeNamed() {
        String name = "dinov2_vit_48x6x3_14_reg2_grid9";
        Shapes own = model(name + "_layers1.2.4.5", 5);
        assertThat(ReferenceModel.recognise(own)).isEmpty();
        assertThat(ReferenceModel.ownShape(own)).contains(name);
        assertThatThrownBy(() -> ReferenceModel.of(own, Optional.empty()))
                .hasMessageContaining("4 decoder blocks")
                .hasMessageContaining("--encoder " + name + "_layersFIRST.NEXT");
        assertThat(ReferenceModel.of(own, Optional.of(name + "_layers0.2.4.5")).prototypes())
                .isEqualTo(5);
        assertThat(ReferenceModel.ownShape(model(SMALL, 6))).isEmpty();
        assertThat(ReferenceModel.ownShape(own.without("encoder.norm.bias"))).isEmpty();
        assertThat(ReferenceModel.ownShape(new Shapes(new LinkedHashMap<>(), "nothing")))
                .isEmpty();
    }
}
