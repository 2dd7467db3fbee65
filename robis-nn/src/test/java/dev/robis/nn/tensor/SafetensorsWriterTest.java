package dev.robis.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read, whole or not at all. */
class SafetensorsWriterTest {

    @TempDir
    Path folder;

    @Test
    void anyTensorsComeBackInOrder() throws Exception {
        for (long seed = 0; seed < 30; seed++) {
            Map<String, Tensor> tensors = randomTensors(new Random(seed));
            Map<String, String> metadata = Map.of("seed", Long.toString(seed), "ħ\"\n", "€\\𝄞");
            Path path = folder.resolve(seed + ".safetensors");
            SafetensorsWriter.write(path, tensors, metadata);
            try (SafetensorsFile file = SafetensorsFile.open(path)) {
                assertThat(file.names()).as("seed %d", seed).containsExactlyElementsOf(tensors.keySet());
                assertThat(file.metadata()).as("seed %d", seed).isEqualTo(metadata);
                for (String name : tensors.keySet())
                    assertThat(file.tensor(name)).as("seed %d, %s", seed, name).isEqualTo(tensors.get(name));
            }
        }
    }

    @Test
    void halvesAreTheNearest() throws Exception {
        for (long seed = 0; seed < 10; seed++) {
            Map<String, Tensor> tensors = randomTensors(new Random(seed));
            Path path = folder.resolve(seed + ".safetensors");
            SafetensorsWriter.write(path, MapTensorSource.of(tensors, "test"), DType.F16);
            try (SafetensorsFile file = SafetensorsFile.open(path)) {
                for (String name : tensors.keySet()) {
                    assertThat(file.info(name).orElseThrow().dtype()).isEqualTo(DType.F16);
                    float[] expected = tensors.get(name).data();
                    float[] found = file.tensor(name).data();
                    assertThat(found).hasSameSizeAs(expected);
                    for (int i = 0; i < found.length; i++)
                        assertThat(found[i])
                                .as("seed %d, %s, element %d", seed, name, i)
                                .isEqualTo(HalfFloat.toFloat(HalfFloat.fromFloat(expected[i])));
                }
            }
        }
    }

    @Test
    void dataIsAlignedAndBytesAreReproducible() throws Exception {
        Map<String, Tensor> tensors = randomTensors(new Random(1));
        Map<String, String> one = new LinkedHashMap<>();
        Map<String, String> other = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            one.put("k" + i, "v");
            other.put("k" + (8 - i), "v");
        }
        SafetensorsWriter.write(folder.resolve("one"), tensors, one);
        SafetensorsWriter.write(folder.resolve("other"), tensors, other);
        byte[] bytes = Files.readAllBytes(folder.resolve("one"));
        assertThat(Files.readAllBytes(folder.resolve("other"))).isEqualTo(bytes);
        assertThat(RawSafetensors.littleEndian(8).put(bytes, 0, 8).getLong(0) % 8)
                .isZero();
    }

    @Test
    void aFileIsCopiedWithItsMetadataAndMayReplaceItself() throws Exception {
        Path path = folder.resolve("a.safetensors");
        Map<String, Tensor> tensors = randomTensors(new Random(2));
        SafetensorsWriter.write(path, tensors, Map.of("step", Long.toString((1L << 53) - 1)));
        byte[] before = Files.readAllBytes(path);
        try (SafetensorsFile source = SafetensorsFile.open(path)) {
            SafetensorsWriter.write(folder.resolve("copy.safetensors"), source);
            SafetensorsWriter.write(path, source);
            for (String name : tensors.keySet()) assertThat(source.tensor(name)).isEqualTo(tensors.get(name));
            assertThat(Long.parseLong(source.metadata().get("step"))).isEqualTo((1L << 53) - 1);
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        assertThat(Files.readAllBytes(folder.resolve("copy.safetensors"))).isEqualTo(before);
    }

    @Test
    void failureLeavesTheOldFileAndNothingElse() throws Exception {
        Path path = folder.resolve("a.safetensors");
        Files.writeString(path, "old");
        assertThatThrownBy(() -> SafetensorsWriter.write(path, new Failing()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the disk is gone");
        assertThat(path).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void whatCannotBeWrittenIsRefusedWithoutATrace() throws Exception {
        Path path = folder.resolve("a.safetensors");
        MapTensorSource large = MapTensorSource.of(
                Map.of("w", new Tensor(new int[] {2}, new float[] {Float.POSITIVE_INFINITY, 65520})), "test");
        assertThatThrownBy(() -> SafetensorsWriter.write(path, large, DType.F16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("w: 65520.0 is too large for F16, whose largest value is 65504.0; write F32");
        assertThatThrownBy(() -> SafetensorsWriter.write(path, large, DType.I64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("F32 or F16, asked for I64");
        assertThatThrownBy(() -> SafetensorsWriter.write(path, Map.of("__metadata__", Tensor.zeros()), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("__metadata__");
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> SafetensorsWriter.write(folder.resolve("no/a.safetensors"), large))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void noTensorsAreAFileToo() throws Exception {
        Path path = folder.resolve("none.safetensors");
        SafetensorsWriter.write(path, Map.of(), Map.of());
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.names()).isEmpty();
            assertThat(file.metadata()).isEmpty();
        }
    }

    private static Map<String, Tensor> randomTensors(Random random) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int[] shape = random.ints(random.nextInt(4), 0, 9).toArray();
            if (i == 3) shape = new int[] {3, 50_001};
            Tensor tensor = Tensor.zeros(shape);
            for (int j = 0; j < tensor.data().length; j++) tensor.data()[j] = (float) random.nextGaussian();
            tensors.put("layers." + i + ".weight", tensor);
        }
        return tensors;
    }

    /** Breaks off after its first elements. */
    private static final class Failing implements TensorSource {

        @Override
        public Set<String> names() {
            return Set.of("w");
        }

        @Override
        public Optional<TensorInfo> info(String name) {
            return Optional.of(new TensorInfo(name, DType.F32, List.of(1_000_000L)));
        }

        @Override
        public void read(String name, long from, FloatBuffer into) {
            if (from > 0) throw new UncheckedIOException(new IOException("the disk is gone"));
            while (into.hasRemaining()) into.put(1);
        }

        @Override
        public String describe() {
            return "failing";
        }

        @Override
        public void close() {}
    }
}
