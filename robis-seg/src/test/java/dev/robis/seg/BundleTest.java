package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.binarize.SearchRange;
import dev.robis.seg.map.MapRange;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleTest {

    private static final Bundle.Content CONTENT = new Bundle.Content(
            "1.2",
            TinyProduct.config().withOverlap(1 / 3.0).withSeed(Long.MIN_VALUE),
            "0123abcd",
            new Calibration(
                    2,
                    new MapRange(0.1f, 1 / 3f),
                    new ScoreStatistics(12345678901L, Math.PI, 1e-17, 0, 255, new SearchRange(77.7f, 255))),
            new TrainingRecord("a: 'b' #c", 5, 20, 4, 1L << 40, 0.1 + 0.2));
    private static final Map<String, Tensor> TENSORS =
            Map.of("prototype_token", new Tensor(new int[] {2, 1}, new float[] {1, Float.MIN_VALUE}));

    @TempDir
    Path folder;

    private Path at;
    private Path work;

    @BeforeEach
    void folders() throws IOException {
        at = folder.resolve("bundle");
        work = Files.createDirectory(folder.resolve("work"));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Bundle written = Bundle.write(at, work, TENSORS, CONTENT);
        assertThat(Bundle.open(at)).isEqualTo(written);
        assertThat(written.content()).isEqualTo(CONTENT);
        try (SafetensorsFile model = SafetensorsFile.open(at.resolve(Bundle.MODEL))) {
            assertThat(model.names()).containsExactly("prototype_token");
            assertThat(model.tensor("prototype_token")).isEqualTo(TENSORS.get("prototype_token"));
        }
        assertThat(Bundle.isAt(at)).isTrue();
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void whatExistsIsNotOverwritten() throws IOException {
        Files.createDirectory(at);
        assertThatThrownBy(() -> Bundle.write(at, work, TENSORS, CONTENT))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(at.toString());
        assertThat(at).isEmptyDirectory();
    }

    @Test
    void aFailureMidwayLeavesNothing() {
        Map<String, Tensor> reserved = Map.of("__metadata__", Tensor.zeros(1));
        assertThatThrownBy(() -> Bundle.write(at, work, reserved, CONTENT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(at).doesNotExist();
        assertThat(work).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"model.safetensors", "bundle.yaml"})
    void aMissingFileIsNamed(String file) throws IOException {
        Bundle.write(at, work, TENSORS, CONTENT);
        Files.delete(at.resolve(file));
        assertThat(Bundle.isAt(at)).isFalse();
        assertThatThrownBy(() -> Bundle.open(at))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(at.toString())
                .hasMessageContaining(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs: 2        | epochs: two         | two",
                "epochs: 2        | epochs: -1          | epochs must be positive, found -1",
                "epochs: 2        | epochz: 2           | 'epochs'",
                "training:        | 'color: 3\ntraining:'      | Unrecognized field \"color\"",
                "epochs: 2        | epochs: [           | START_ARRAY",
                "epochs: 2        | epochs: }           | while parsing",
                "epochs: 2        | epochs:             | epochs",
                "mean: 3.14159    | mean: NaN # 3.14159 | mean must be finite",
                "min: 0.1         | min: 10             | a map range must be finite with min <= max",
            })
    void aDamagedDescriptionIsRefusedNamingFileAndLine(String text, String damaged, String problem) throws IOException {
        Bundle.write(at, work, TENSORS, CONTENT);
        Path description = at.resolve(Bundle.DESCRIPTION);
        String whole = Files.readString(description);
        assertThat(whole).contains(text);
        Files.writeString(description, whole.replace(text, damaged));
        assertThatThrownBy(() -> Bundle.open(at))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(description.toString())
                .hasMessageContaining(problem)
                .hasMessageMatching("(?s).*\\(line \\d+\\)");
    }

    @ParameterizedTest
    @CsvSource({"'',end-of-input", "libraryVersion: 1,config", "'- a list',START_ARRAY"})
    void aDescriptionOfSomethingElseIsRefused(String text, String problem) throws IOException {
        Bundle.write(at, work, TENSORS, CONTENT);
        Files.writeString(at.resolve(Bundle.DESCRIPTION), text);
        assertThatThrownBy(() -> Bundle.open(at))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(at.resolve(Bundle.DESCRIPTION).toString())
                .hasMessageContaining(problem);
    }

    @Test
    void anotherEncoderIsRefused() throws IOException {
        Bundle bundle = Bundle.write(at, work, TENSORS, CONTENT);
        assertThatThrownBy(() -> AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(at.resolve(Bundle.DESCRIPTION).toString())
                .hasMessageContaining("robis_vit_tiny_14 with SHA-256 0123abcd, found one with ");
    }

    @Test
    void anotherModelIsRefusedNamingATensor() throws IOException {
        String sha256 = EncoderWeights.in(folder).sha256("robis_vit_tiny_14");
        Bundle bundle = Bundle.write(
                at,
                work,
                TENSORS,
                new Bundle.Content(
                        CONTENT.libraryVersion(), CONTENT.config(), sha256, CONTENT.calibration(), CONTENT.training()));
        assertThatThrownBy(() -> AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1))
                .hasMessageContaining("bottleneck.0.fc1.weight: expected [768, 192], found no such tensor")
                .hasMessageContaining(at.resolve(Bundle.MODEL).toString());
    }
}
