package dev.robis.seg.binarize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.testing.Golden;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenCV's erosion of small masks. */
class ErosionGoldenTest {

    static Stream<Golden.Case> cases() {
        return Golden.cases("mebin", found -> found.folder().endsWith("erosion"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void masksAreEqual(Golden.Case golden) {
        JsonNode kernel = golden.config().get("kernel");
        assertThat(kernel.get(0)).isEqualTo(kernel.get(1));
        Erosion erosion = new Erosion(kernel.get(0).asInt());
        String file = "cases.safetensors";
        Iterable<String> tensors =
                () -> golden.json().at("/files/" + file + "/tensors").fieldNames();
        List<String> inputs = StreamSupport.stream(tensors.spliterator(), false)
                .filter(name -> name.startsWith("in/"))
                .toList();
        assertThat(inputs).isNotEmpty();
        for (String input : inputs)
            assertThat(erosion.erode(GoldenMaps.map(golden.tensor(file, input))).data)
                    .as(input)
                    .isEqualTo(golden.tensor(file, input.replace("in/", "out/")).data());
    }
}
