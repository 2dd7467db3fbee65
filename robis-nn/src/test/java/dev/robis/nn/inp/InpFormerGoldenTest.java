package dev.robis.nn.inp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The anomaly model's forward pass against every case of the reference, stage by stage. */
class InpFormerGoldenTest {

    static Stream<Golden.Case> cases() {
        return Golden.cases("inp-former", found -> found.config().has("inps"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void everyStageIsThatOfTheReference(Golden.Case golden) throws Exception {
        JsonNode tensors =
                golden.json().get("files").get("expected.safetensors").get("tensors");
        List<String> names = new ArrayList<>();
        tensors.fieldNames().forEachRemaining(name -> {
            if (!name.startsWith("encoder")) names.add(name);
        });
        InpFormerConfig config = GoldenModels.config(golden);
        try (SafetensorsFile input = golden.tensors("input.safetensors")) {
            Tensor images = input.tensor("image");
            int[] shape = images.shape();
            try (SafetensorsFile model = golden.tensors("model.safetensors");
                    InpFormer former = InpFormer.open(
                            config,
                            GoldenModels.encoder(model),
                            GoldenModels.trained(model),
                            shape[2],
                            shape[3],
                            shape[0])) {
                List<Tensor> found = former.stages(
                        images, names.stream().map(InpFormerGoldenTest::stage).toList());
                for (int i = 0; i < names.size(); i++)
                    golden.assertClose(
                            GoldenModels.like(found.get(i), tensors.get(names.get(i))),
                            "expected.safetensors",
                            names.get(i));
                assertThat(former.distances(images)).hasSameSizeAs(config.groups());
            }
        }
    }

    private static String stage(String name) {
        if (name.equals("aggregation.attn")) return "aggregation.0.attn";
        if (name.equals("bottleneck")) return "bottleneck.0";
        return name.replaceFirst("^decoder(\\d+)", "decoder.$1").replace(".attn_weights", ".attn.weights");
    }
}
