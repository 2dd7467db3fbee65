package dev.robis.nn.sam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Golden;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The image encoder against the reference, stage by stage, with and without padded windows. */
class ImageEncoderGoldenTest {

    private static final String EXPECTED = "expected_encoder.safetensors";

    static Stream<Golden.Case> cases() {
        return Golden.cases("sam", found -> found.json().path("files").has(EXPECTED));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void everyStageIsThatOfTheReference(Golden.Case golden) throws Exception {
        SamConfig config = GoldenSam.config(golden.config());
        List<String> names = GoldenSam.tensors(golden, EXPECTED);
        assertThat(names).isNotEmpty();
        try (TensorSource weights = GoldenSam.weights(golden);
                ImageEncoder encoder = new ImageEncoder(config, weights)) {
            Tensor image = golden.tensor("input.safetensors", "image");
            for (int run = 0; run < 2; run++) {
                List<Tensor> found = encoder.stages(
                        image,
                        names.stream()
                                .map(ImageEncoderGoldenTest::stage)
                                .distinct()
                                .toList());
                List<String> stages = names.stream()
                        .map(ImageEncoderGoldenTest::stage)
                        .distinct()
                        .toList();
                for (String name : names) {
                    JsonNode expected =
                            golden.json().at("/files/" + EXPECTED + "/tensors").get(name);
                    Tensor stage = found.get(stages.indexOf(stage(name)));
                    boolean channelsFirst = name.startsWith("neck") || name.equals("image_embedding");
                    golden.assertClose(GoldenSam.like(stage, expected, channelsFirst), EXPECTED, name);
                }
            }
        }
    }

    /** Golden names are {@code block0.attn} and {@code neck2}; the graph's are those of the checkpoint. */
    static String stage(String name) {
        return "image_encoder."
                + name.replace("image_embedding", "neck3")
                        .replaceFirst("^block(\\d+)", "blocks.$1")
                        .replaceFirst("^neck(\\d)", "neck.$1");
    }
}
