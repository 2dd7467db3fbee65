package dev.robis.nn.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.inp.FormulaWeights;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real ViT-B image encoder on one image of 1,024 pixels. */
class FullSizeSamGoldenTest {

    static Stream<Golden.Case> cases() {
        return Golden.cases("full-size", found -> found.config().has("sam_size"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void statisticsAndSamplesAreThoseOfTheReference(Golden.Case golden) {
        JsonNode stored = golden.json("full-size.json");
        JsonNode stages = stored.get("sam_vit_b_image_encoder");
        String prefix = stored.get("prefix").asText();
        SamConfig config = SamConfig.vitB();
        int size = golden.config().get("sam_size").asInt();
        assertThat(config.imageSize()).isEqualTo(size);
        List<String> names = new ArrayList<>();
        stages.fieldNames().forEachRemaining(names::add);
        assertThat(names).isNotEmpty();
        try (ImageEncoder encoder = new ImageEncoder(
                config, new FormulaWeights(SamWeights.imageEncoder(config), prefix, stored.get("rules")))) {
            List<Tensor> found = encoder.stages(
                    input(size, prefix),
                    names.stream().map(ImageEncoderGoldenTest::stage).toList());
            for (int i = 0; i < names.size(); i++) {
                JsonNode expected = stages.get(names.get(i));
                check(
                        names.get(i),
                        GoldenSam.like(found.get(i), expected, names.get(i).startsWith("neck")),
                        expected);
            }
        }
    }

    private static void check(String name, Tensor found, JsonNode expected) {
        double tolerance = expected.get("recommended_atol").asDouble();
        JsonNode index = expected.get("sample_index");
        JsonNode value = expected.get("sample_value");
        assertThat(index).isNotEmpty();
        for (int i = 0; i < index.size(); i++)
            assertThat((double) found.data()[index.get(i).asInt()])
                    .as("%s element %s", name, index.get(i))
                    .isCloseTo(value.get(i).asDouble(), within(tolerance));
        double sum = 0;
        float most = Float.NEGATIVE_INFINITY;
        float least = Float.POSITIVE_INFINITY;
        for (float x : found.data()) {
            sum += x;
            most = Math.max(most, x);
            least = Math.min(least, x);
        }
        assertThat(sum / found.data().length)
                .as(name)
                .isCloseTo(expected.get("mean").asDouble(), within(tolerance));
        assertThat((double) most).as(name).isCloseTo(expected.get("max").asDouble(), within(tolerance));
        assertThat((double) least).as(name).isCloseTo(expected.get("min").asDouble(), within(tolerance));
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
