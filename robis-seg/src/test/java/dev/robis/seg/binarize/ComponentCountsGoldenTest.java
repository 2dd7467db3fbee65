package dev.robis.seg.binarize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.testing.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenCV's numbers of 8-connected components. */
class ComponentCountsGoldenTest {

    static Stream<Golden.Case> cases() {
        return Golden.cases("mebin", found -> found.folder().endsWith("components"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void numbersAreEqual(Golden.Case golden) {
        JsonNode patterns = golden.json("expected.json");
        assertThat(patterns).isNotEmpty();
        patterns.fields().forEachRemaining(pattern -> assertThat(ComponentCounts.above(
                        GoldenMaps.map(golden.tensor("cases.safetensors", "in/" + pattern.getKey())),
                        new float[] {254, 0}))
                .as(pattern.getKey())
                .containsOnly(pattern.getValue().get("count").asInt())
                .hasSize(2));
    }
}
