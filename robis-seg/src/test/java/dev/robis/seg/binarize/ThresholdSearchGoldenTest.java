package dev.robis.seg.binarize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.testing.Golden;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The interval search alone, on sequences rich in ties. */
class ThresholdSearchGoldenTest {

    static Stream<Golden.Case> cases() {
        return Golden.cases("mebin", found -> found.folder().endsWith("threshold-search"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void thresholdsAreEqual(Golden.Case golden) {
        JsonNode searches = golden.json("expected.json");
        assertThat(searches).isNotEmpty();
        for (JsonNode search : searches) {
            int[] counts = StreamSupport.stream(search.get("sequence").spliterator(), false)
                    .mapToInt(JsonNode::asInt)
                    .toArray();
            SearchRange range = new SearchRange((float) search.get("min_th").asDouble(), (float)
                    search.get("max_th").asDouble());
            MeBin meBin = new MeBin(4, search.get("min_interval_len").asInt());
            assertThat(meBin.search(counts, range, Precision.HALF))
                    .as("%s", search)
                    .isEqualTo(new Threshold(
                            search.get("threshold").asDouble(),
                            search.get("estimated_number").asInt()));
        }
    }
}
