package dev.robis.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.nn.testing.Golden;
import dev.robis.nn.testing.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The official lists of names and shapes are recognised for what they are. */
class ArchitectureGoldenTest {

    record Listed(Golden.Case golden, String file) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Listed> listed() {
        return Golden.cases("state-dict-keys", golden -> true)
                .flatMap(golden -> golden.json().get("files").properties().stream()
                        .map(Map.Entry::getKey)
                        .map(file -> new Listed(golden, file)));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("listed")
    void isRecognised(Listed listed) {
        Shapes weights = Shapes.stored(listed.golden, listed.file);
        Architecture.Match match = Architecture.recognise(weights).orElseThrow();
        assertThat(match.names()).containsExactly(expected(listed.file));
        assertThat(match.prefix()).isEqualTo(listed.file.startsWith("robis") ? "encoder." : "");
        assertThat(match.others())
                .isEqualTo(weights.names().size()
                        - Architecture.named(match.names().get(0)).tensors().size());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("listed")
    void isNotRecognisedWithAShapeChanged(Listed listed) {
        Shapes weights = Shapes.stored(listed.golden, listed.file);
        Architecture.Match match = Architecture.recognise(weights).orElseThrow();
        List<String> names =
                List.copyOf(Architecture.named(match.names().get(0)).tensors().keySet());
        String last = match.prefix() + names.get(names.size() - 1);
        assertThat(Architecture.recognise(weights.with(last, 1L))).isEqualTo(Optional.empty());
        assertThat(Architecture.recognise(weights.without(last))).isEqualTo(Optional.empty());
    }

    /** The reference's names of files, in ours. */
    private static String expected(String file) {
        String plain = file.replace(".json", "");
        if (plain.startsWith("sam_")) return plain.substring("sam_".length());
        String size = plain.contains("vits") || plain.endsWith("small")
                ? "small"
                : plain.contains("vitb") || plain.endsWith("base") ? "base" : "large";
        boolean registers = plain.startsWith("robis") || plain.endsWith("reg4");
        return (registers ? "dinov2reg" : "dinov2") + "_vit_" + size + "_14";
    }
}
