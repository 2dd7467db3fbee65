package dev.robis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.testing.Shapes;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.OfficialLayout;
import dev.robis.nn.vit.VitWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    static List<Backbone> backbones() {
        return Backbone.all();
    }

    @ParameterizedTest
    @MethodSource("backbones")
    void everyOfficialLayoutIsFound(Backbone backbone) {
        OfficialLayout layout = backbone.layout();
        for (String prefix : layout.prefixes()) {
            Map<String, List<Long>> shapes = new LinkedHashMap<>();
            VitWeights.names(backbone.config()).forEach((name, shape) -> shapes.put(prefix + name, shape));
            for (String surplus : layout.surplus()) shapes.put(prefix + surplus + "x", List.of(3L));
            Shapes checkpoint = new Shapes(shapes, "official");
            for (String group : groups(prefix)) {
                Architecture.Match match = Architecture.named(backbone.name())
                        .in(checkpoint, group)
                        .orElseThrow(() -> new AssertionError("below " + group));
                assertThat(match.prefix()).isEqualTo(prefix);
                assertThat(match.others()).isEqualTo(layout.surplus().size());
            }
        }
    }

    /** With and without the outermost key, which conversion takes off by itself. */
    private static List<String> groups(String prefix) {
        return prefix.startsWith("state_dict.") || prefix.startsWith("model.")
                ? List.of("", prefix.substring(0, prefix.indexOf('.') + 1))
                : List.of("");
    }

    @Test
    void networksOfOneShapeAreAllNamed() {
        Shapes weights =
                new Shapes(VitWeights.names(Backbone.named("mae_vit_base_16").config()), "weights");
        Architecture.Match match = Architecture.recognise(weights).orElseThrow();
        assertThat(match.names()).contains("mae_vit_base_16", "dino_vit_base_16", "deit_vit_base_16");
        assertThat(match.others()).isZero();
    }

    @Test
    void segmentAnythingMayBeNamedAsInTheCatalogue() {
        assertThat(Architecture.named("sam_vit_b")).isEqualTo(Architecture.named("vit_b"));
        assertThatThrownBy(() -> Architecture.named("sam_vit_x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("unknown architecture \"sam_vit_x\"; known names are ");
    }
}
