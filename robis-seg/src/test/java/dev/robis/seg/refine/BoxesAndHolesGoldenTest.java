package dev.robis.seg.refine;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayU8;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference's boxes of the largest components, and OpenCV's filling, on small masks. */
class BoxesAndHolesGoldenTest {

    private static final String FILE = "cases.safetensors";
    private static final String IN = "in/";
    private static final int BOXES = 3; // the reference's; the case does not repeat it

    static Stream<Golden.Case> cases() {
        return GoldenMasks.cases("boxes-and-holes");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void boxesAreThoseOfTheReference(Golden.Case golden) {
        JsonNode expected = golden.json("expected.json");
        for (String name : masks(golden)) {
            Components components = Components.of(mask(golden, IN + name));
            List<List<Integer>> boxes = new ArrayList<>();
            expected.get(name).get("boxes").forEach(box -> boxes.add(integers(box)));
            assertThat(components.largest(BOXES))
                    .as(name)
                    .extracting(found -> List.of(found.x1(), found.y1(), found.x2(), found.y2()))
                    .isEqualTo(boxes);
            assertThat(components.inOrder())
                    .as(name)
                    .extracting(Component::area)
                    .isEqualTo(integers(expected.get(name).get("areas_in_label_order")));
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void holesAreFilled(Golden.Case golden) {
        for (String name : masks(golden))
            assertThat(Holes.fill(mask(golden, IN + name)).data)
                    .as(name)
                    .isEqualTo(mask(golden, "filled/" + name).data);
    }

    private static List<String> masks(Golden.Case golden) {
        List<String> names = GoldenMasks.tensors(golden, FILE).stream()
                .filter(name -> name.startsWith(IN))
                .map(name -> name.substring(IN.length()))
                .toList();
        assertThat(names).isNotEmpty();
        return names;
    }

    private static GrayU8 mask(Golden.Case golden, String name) {
        return GoldenMasks.mask(golden.tensor(FILE, name));
    }

    private static List<Integer> integers(JsonNode array) {
        List<Integer> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asInt()));
        return values;
    }
}
