package dev.robis.nn.inp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.VitWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real ViT-B with registers and the anomaly model on one tile of 518 pixels. */
class FullSizeGoldenTest {

    static Stream<Golden.Case> cases() {
        return Golden.cases(
                "full-size", found -> found.path("full-size.json").toFile().exists());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void statisticsAndSamplesAreThoseOfTheReference(Golden.Case golden) throws Exception {
        JsonNode stored =
                new ObjectMapper().readTree(golden.path("full-size.json").toFile());
        JsonNode stages = stored.get("inp_former_base");
        int size = golden.config().get("size").asInt();
        Backbone backbone = Backbone.named("dinov2reg_vit_base_14");
        InpFormerConfig config = InpFormerConfig.of(
                backbone, stored.at("/inp_former_base/prototypes/shape/1").asInt());
        List<String> names = new ArrayList<>();
        stages.fieldNames().forEachRemaining(name -> {
            if (!name.startsWith("encoder") && !name.equals("tokens") && !name.equals("map")) names.add(name);
        });
        String prefix = stored.get("prefix").asText();
        JsonNode rules = stored.get("rules");
        try (InpFormer model = InpFormer.open(
                config,
                new FormulaWeights(VitWeights.names(backbone.config()), prefix + "encoder.", rules),
                new FormulaWeights(InpFormerWeights.names(config), prefix, rules),
                size,
                size,
                1)) {
            List<Tensor> found = model.stages(
                    input(size, prefix),
                    names.stream().map(FullSizeGoldenTest::stage).toList());
            for (int i = 0; i < names.size(); i++) check(names.get(i), found.get(i), stages.get(names.get(i)));
        }
    }

    private static void check(String name, Tensor found, JsonNode expected) {
        Tensor like = GoldenModels.like(found, expected);
        double tolerance = expected.get("recommended_atol").asDouble();
        JsonNode index = expected.get("sample_index");
        assertThat(index.size()).isPositive();
        JsonNode value = expected.has("sample") ? expected.get("sample") : expected.get("sample_value");
        for (int i = 0; i < index.size(); i++)
            assertThat((double) like.data()[index.get(i).asInt()])
                    .as("%s element %s", name, index.get(i))
                    .isCloseTo(value.get(i).asDouble(), within(tolerance));
        double sum = 0;
        for (float x : like.data()) sum += x;
        assertThat(sum / like.data().length)
                .as(name)
                .isCloseTo(expected.get("mean").asDouble(), within(tolerance));
    }

    private static String stage(String name) {
        if (name.equals("bottleneck")) return "bottleneck.0";
        return name.replaceFirst("^decoder(\\d+)", "decoder.$1");
    }

    private static Tensor input(int size, String prefix) {
        Tensor image = Tensor.zeros(1, 3, size, size);
        long hash = FormulaWeights.hash(prefix + "input");
        for (int c = 0, i = 0; c < 3; c++)
            for (int y = 0; y < size; y++)
                for (int x = 0; x < size; x++, i++)
                    image.data()[i] = (float) (0.7 * Math.sqrt(3) * (2 * FormulaWeights.uniform(hash, i) - 1)
                            + Math.sin(((c + 1) * x + 2 * y) / 40.0));
        return image;
    }
}
