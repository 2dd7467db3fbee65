package dev.robis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedSafetensorsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws Exception {
        SafetensorsWriter.write(folder.resolve("one.safetensors"), Map.of("a", tensor(1)), Map.of());
        SafetensorsWriter.write(folder.resolve("two.safetensors"), Map.of("b", tensor(2)), Map.of());
    }

    private static Tensor tensor(float value) {
        return new Tensor(new int[] {1}, new float[] {value});
    }

    private Path index(String weightMap) throws Exception {
        return Files.writeString(folder.resolve("model.safetensors.index.json"), weightMap);
    }

    @Test
    void tensorsComeFromTheirShards() throws Exception {
        Path index = index("{\"metadata\":{\"total_size\":8},"
                + "\"weight_map\":{\"b\":\"two.safetensors\",\"a\":\"one.safetensors\"}}");
        try (Checkpoint checkpoint = Checkpoint.open(index)) {
            assertThat(checkpoint.format()).isEqualTo(Checkpoint.Format.SHARDED_SAFETENSORS);
            assertThat(checkpoint.names()).containsExactly("b", "a");
            assertThat(checkpoint.tensor("a").data()).containsExactly(1);
            assertThat(checkpoint.tensor("b").data()).containsExactly(2);
        }
        Path out = folder.resolve("out.safetensors");
        Conversion.of(index).writeTo(out);
        try (SafetensorsFile written = SafetensorsFile.open(out)) {
            assertThat(written.tensor("b").data()).containsExactly(2);
            String before = written.metadata().get("source_sha256");
            SafetensorsWriter.write(folder.resolve("two.safetensors"), Map.of("b", tensor(3)), Map.of());
            Conversion.of(index).writeTo(folder.resolve("other.safetensors"));
            try (SafetensorsFile other = SafetensorsFile.open(folder.resolve("other.safetensors"))) {
                assertThat(other.metadata().get("source_sha256")).isNotEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../one.safetensors",
                "/tmp/one.safetensors",
                "sub/one.safetensors",
                "sub\\\\one.safetensors",
                "C:one.safetensors",
                "..",
                "",
                "one.bin",
                ".safetensors",
                "one.safetensors\\u0000"
            })
    void shardsElsewhereAreRefused(String shard) throws Exception {
        Path index = index("{\"weight_map\":{\"a\":\"" + shard + "\"}}");
        assertThatThrownBy(() -> Checkpoint.open(index))
                .isInstanceOf(MalformedTensorFileException.class)
                .hasMessageStartingWith(index.toString())
                .hasMessageContaining("not the name of a .safetensors file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"weight_map\":{\"a\":\"three.safetensors\"}}",
                "{\"weight_map\":{\"x\":\"one.safetensors\"}}",
                "{\"weight_map\":{\"a\":\"one.safetensors\",\"a\":\"two.safetensors\"}}",
                "{\"weight_map\":{\"b\":\"two.safetensors\",\"x\":\"two.safetensors\"}}",
                "{\"weight_map\":{\"a\":1}}",
                "{\"weight_map\":[]}",
                "{\"weight_map\":{}} {}",
                "{}",
                "{\"weight_map\":{\"a\":\"one.safetensors\"}",
                "{\"deep\":[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]}"
            })
    void anIndexThatDoesNotFitIsRefused(String json) throws Exception {
        Path index = index(json);
        assertThatThrownBy(() -> Checkpoint.open(index))
                .isInstanceOf(MalformedTensorFileException.class)
                .hasMessageStartingWith(index.toString());
    }

    @Test
    void aTensorThatTheIndexDoesNotTellOfIsRefused() throws Exception {
        SafetensorsWriter.write(folder.resolve("one.safetensors"), Map.of("a", tensor(1), "c", tensor(1)), Map.of());
        Path index = index("{\"weight_map\":{\"a\":\"one.safetensors\"}}");
        assertThatThrownBy(() -> Checkpoint.open(index)).hasMessageContainingAll("does not mention \"c\"", "one");
    }
}
