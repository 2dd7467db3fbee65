package dev.robis.nn.inp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Golden;
import dev.robis.nn.testing.Shapes;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.VitConfig;
import dev.robis.nn.vit.VitWeights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and shapes of the anomaly model, and what it refuses. */
class InpFormerTest {

    private static final InpFormerConfig CONFIG = new InpFormerConfig(
            new VitConfig(8, 3, 2, 4, 14, 0, 2, 1e-6), List.of(1, 2), List.of(List.of(0), List.of(1)), 2, 3);
    private static final Shapes ENCODER = new Shapes(VitWeights.names(CONFIG.encoder()), "encoder.safetensors");
    private static final Shapes TRAINED = new Shapes(InpFormerWeights.names(CONFIG), "model.safetensors");

    private static InpFormer open(TensorSource encoder, TensorSource trained) {
        return InpFormer.open(CONFIG, encoder, trained, 28, 42, 2);
    }

    static Stream<Golden.Case> cases() {
        return Golden.cases("state-dict-keys", found -> true);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void namesAndShapesAreThoseOfTheReference(Golden.Case golden) {
        List<String> files = new ArrayList<>();
        golden.json().get("files").fieldNames().forEachRemaining(file -> {
            if (file.startsWith("robis_inp_former_")) files.add(file);
        });
        assertThat(files).isNotEmpty();
        for (String file : files) {
            Map<String, List<Long>> stored = Shapes.stored(golden, file).shapes();
            String size = file.substring("robis_inp_former_".length(), file.indexOf(".json"));
            Backbone backbone = Backbone.named("dinov2reg_vit_" + size + "_14");
            int prototypes = Math.toIntExact(stored.get("prototype_token").get(0));
            Map<String, List<Long>> expected =
                    new LinkedHashMap<>(InpFormerWeights.names(InpFormerConfig.of(backbone, prototypes)));
            VitWeights.names(backbone.config()).forEach((name, shape) -> expected.put("encoder." + name, shape));
            assertThat(expected).as(file).isEqualTo(stored);
        }
    }

    @Test
    void distancesHaveTheGridOfThePatches() {
        try (InpFormer model = open(ENCODER, TRAINED)) {
            List<Tensor> maps = model.distances(Tensor.zeros(2, 3, 28, 42));
            assertThat(maps).hasSize(2);
            for (Tensor map : maps) assertThat(map.shape()).containsExactly(2, 2, 3);
        }
    }

    @Test
    void wrongWeightsAreNamed() {
        assertRefused(
                ENCODER,
                TRAINED.without("decoder.1.attn.learn_scale"),
                "decoder.1.attn.learn_scale: expected [2, 1, 1], found no such tensor in model.safetensors");
        assertRefused(
                ENCODER,
                TRAINED.with("prototype_token", 6L, 8L),
                "prototype_token: expected [3, 8], found [6, 8] in model.safetensors");
        assertRefused(
                ENCODER,
                TRAINED.with("decoder.2.norm1.bias", 8L),
                "decoder.2.norm1.bias: not part of this architecture, found in model.safetensors");
        assertRefused(
                ENCODER.without("norm.bias"),
                TRAINED,
                "norm.bias: expected [8], found no such tensor in encoder.safetensors");
    }

    private static void assertRefused(TensorSource encoder, TensorSource trained, String message) {
        assertThatThrownBy(() -> open(encoder, trained))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void wrongImagesAreRefused() {
        assertThatThrownBy(() -> InpFormer.open(CONFIG, ENCODER, TRAINED, 28, 40, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of the patch side 14, found 28x40");
        try (InpFormer model = open(ENCODER, TRAINED)) {
            assertThatThrownBy(() -> model.distances(Tensor.zeros(1, 3, 28, 42)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected a batch of 2 images, found shape [1, 3, 28, 42]");
            assertThatThrownBy(() -> model.distances(Tensor.zeros(2, 3, 42, 28)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("images must be [batch, 3, 28, 42], found [2, 3, 42, 28]");
        }
    }

    @Test
    void nothingRunsAfterClosing() {
        InpFormer model = open(ENCODER, TRAINED);
        model.close();
        model.close();
        assertThatThrownBy(() -> model.distances(Tensor.zeros(2, 3, 28, 42)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this network is closed");
    }

    @Test
    void shapesThatCannotBeAreRefused() {
        VitConfig encoder = CONFIG.encoder();
        assertThatThrownBy(() -> new InpFormerConfig(encoder, List.of(1, 3), List.of(List.of(0)), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("targetLayers must ascend and stay below the depth 3, found [1, 3]");
        assertThatThrownBy(() -> new InpFormerConfig(encoder, List.of(2, 1), List.of(List.of(0)), 1, 1))
                .hasMessageContaining("must ascend");
        assertThatThrownBy(() -> new InpFormerConfig(encoder, List.of(1), List.of(List.of(1)), 2, 1))
                .hasMessageContaining("group [1] names a layer outside the 1 target layers");
        assertThatThrownBy(() -> new InpFormerConfig(encoder, List.of(1), List.of(List.of(0)), 1, 0))
                .hasMessage("prototypes must be positive, found 0");
    }
}
