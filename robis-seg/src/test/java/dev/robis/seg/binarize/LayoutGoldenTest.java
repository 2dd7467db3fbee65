package dev.robis.seg.binarize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.testing.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Folders of maps: every split of a category is one set, whatever its defect types. Numbers only, no files written. */
class LayoutGoldenTest {

    static Stream<Golden.Case> cases() {
        return Golden.cases(
                "mebin",
                found -> found.path("expected.json").toFile().exists()
                        && found.json("expected.json").has("thresholds"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void masksOfBothSplitsAreEqual(Golden.Case golden) {
        JsonNode thresholds = golden.json("expected.json").get("thresholds");
        Map<Path, List<String>> splits = new TreeMap<>();
        thresholds.fieldNames().forEachRemaining(name -> splits.computeIfAbsent(
                        Path.of(name).subpath(0, 2), split -> new ArrayList<>())
                .add(name));
        assertThat(splits).isNotEmpty();

        splits.forEach((split, names) -> {
            ScoreStatistics statistics =
                    ScoreStatistics.of(names.stream().map(name -> GoldenMaps.map(golden.path("maps/" + name))));
            Binarizer binarizer = Binarizer.reference(statistics);
            for (String name : names) {
                var map = GoldenMaps.map(golden.path("maps/" + name));
                assertThat(binarizer.withRule(MeBin.reference()).binarize(map).threshold())
                        .as(name)
                        .isEqualTo(thresholds.get(name).asDouble());
                assertThat(binarizer.binarize(map).mask().data)
                        .as(name)
                        .isEqualTo(GoldenMaps.mask(golden.path("masks/" + name.replace(".tiff", ".png"))).data);
            }
        });
    }
}
