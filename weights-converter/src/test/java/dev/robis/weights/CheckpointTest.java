package dev.robis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.weights.PickleWriter.TestTensor;
import java.nio.FloatBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    @TempDir
    Path folder;

    @Test
    void otherFilesAreRefused() throws Exception {
        assertThatThrownBy(() -> Checkpoint.open(folder)).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> Checkpoint.open(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        byte[] tar = new byte[1024];
        System.arraycopy(SampleFiles.ascii("ustar"), 0, tar, 257, 5);
        assertRefused(tar, "0.1.10");
        assertRefused(new byte[0], "known format");
        assertRefused(SampleFiles.ascii("<html>404</html>"), "known format");
        assertRefused(SampleFiles.ascii("PK"), "zip archive");
        assertRefused(PickleWriter.pickle(Map.of("a", 1L)), "torch.save did not write it");
        assertRefused(new PickleWriter().protocol().global("os", "system").stop(), "asks for os.system");
    }

    private void assertRefused(byte[] content, String reason) throws Exception {
        Path file = Files.write(folder.resolve("other.pth"), content);
        assertThatThrownBy(() -> Checkpoint.open(file))
                .isInstanceOf(MalformedTensorFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyThreadsReadTheSame(boolean zip) throws Exception {
        Map<String, Object> root = new LinkedHashMap<>();
        for (int i = 0; i < 6; i++)
            root.put("t" + i, TestTensor.dense("" + i, StoredData.randomFloats(50_000, i), List.of(50_000L)));
        StoredData shared = SampleFiles.random(DType.F64, 10_000, 1);
        root.put("turned", new TestTensor("s", shared, 0, List.of(100L, 100L), List.of(1L, 100L)));
        Path file = folder.resolve("many.pth");
        if (zip) TorchFiles.writeZip(file, root);
        else TorchFiles.writeLegacy(file, root);
        try (Checkpoint alone = Checkpoint.open(file);
                Checkpoint together = Checkpoint.open(file)) {
            List<String> names = List.copyOf(alone.names());
            IntStream.range(0, 200).parallel().forEach(i -> {
                String name = names.get(i % names.size());
                assertThat(together.tensor(name)).as(name).isEqualTo(alone.tensor(name));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsOutOfRangeOrAfterClosingFail(boolean zip) throws Exception {
        Map<String, Object> root = Map.of("t", TestTensor.dense("0", SampleFiles.random(DType.F32, 5, 1), List.of(5L)));
        Path file = folder.resolve("one.pth");
        if (zip) TorchFiles.writeZip(file, root);
        else TorchFiles.writeLegacy(file, root);
        Checkpoint checkpoint = Checkpoint.open(file);
        assertThatThrownBy(() -> checkpoint.read("t", 3, FloatBuffer.allocate(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("t: ", "one.pth");
        assertThatThrownBy(() -> checkpoint.tensor("u")).hasMessageContainingAll("\"u\"", "one.pth");
        checkpoint.close();
        checkpoint.close();
        assertThatThrownBy(() -> checkpoint.tensor("t"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one.pth is closed");
    }
}
