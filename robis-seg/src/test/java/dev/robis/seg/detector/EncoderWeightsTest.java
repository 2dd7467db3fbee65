package dev.robis.seg.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderWeightsTest {

    private static final String TINY = "robis_vit_tiny_14";

    @TempDir
    Path folder;

    @Test
    void aFileInTheFolderComesBeforeTheEmbeddedEncoder() throws Exception {
        EncoderWeights weights = EncoderWeights.in(folder);
        String embedded = weights.sha256(TINY);
        Path file = write(TINY + ".safetensors");

        assertThat(weights.sha256(TINY)).isNotEqualTo(embedded).isEqualTo(sha256(file));
        try (TensorSource source = weights.open(TINY)) {
            assertThat(source.names()).containsExactly("a");
        }
    }

    @Test
    void oneFileServesForAnyEncoder() throws Exception {
        Path file = write("mine.safetensors");
        EncoderWeights weights = EncoderWeights.file(file);
        assertThat(weights.sha256("dinov2_vit_small_14")).isEqualTo(sha256(file));
        try (TensorSource source = weights.open("dinov2_vit_small_14")) {
            assertThat(source.names()).containsExactly("a");
        }
    }

    @Test
    void missingWeightsSayWhereTheyBelong() {
        assertThatThrownBy(() -> EncoderWeights.in(folder).open("dinov2reg_vit_base_14"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(
                        folder.resolve("dinov2reg_vit_base_14.safetensors").toString())
                .hasMessageContaining("robis weights download dinov2reg_vit_base_14")
                .hasMessageContaining(TINY);
        Path missing = folder.resolve("missing.safetensors");
        assertThatThrownBy(() -> EncoderWeights.file(missing).sha256(TINY))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(missing + ": no such file");
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve(TINY + ".safetensors"), "not tensors");
        assertThatThrownBy(() -> EncoderWeights.in(folder).open(TINY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        SafetensorsWriter.write(file, Map.of("a", Tensor.zeros(2)), Map.of());
        return file;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
