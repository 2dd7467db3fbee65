package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.MapTensorSource;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleTest {

    private static final RobisConfig CONFIG =
            TinyProduct.config().withOverlap(1 / 3.0).withSeed(Long.MIN_VALUE);
    private static final Calibration CALIBRATION = new Calibration(
            2,
            new MapRange(0.1f, 1 / 3f),
            new ScoreStatistics(12345678901L, Math.PI, 1e-17, 0, 255, new SearchRange(77.7f, 255)),
            List.of(77.7f, 255f));
    private static final TrainingRecord TRAINING = new TrainingRecord("a: 'b' #c", 5, 20, 4, 1L << 40, 0.1 + 0.2);
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

    private Bundle write() throws IOException {
        return Bundle.write(at, work, MapTensorSource.of(TENSORS, "test"), CONFIG, "0123abcd", CALIBRATION, TRAINING);
    }

    @Test
    void aBundleOfALaterFormatIsRefusedByItsNumber() throws IOException {
        write();
        Path description = at.resolve(Bundle.DESCRIPTION);
        Files.writeString(description, Files.readString(description).replace("format: 2", "format: 3\nnew: field"));
        assertThatThrownBy(() -> Bundle.open(at))
                .isInstanceOf(IOException.class)
                .hasMessage(description + ": expected a bundle of format 1 to 2, found 3; "
                        + "a later version of this library may have written it");
    }

    @Test
    void aModelThatChangedIsRefused() throws IOException {
        String sha256 = EncoderWeights.in(folder).sha256("robis_vit_tiny_14");
        Bundle bundle =
                Bundle.write(at, work, MapTensorSource.of(TENSORS, "test"), CONFIG, sha256, CALIBRATION, TRAINING);
        Path model = at.resolve(Bundle.MODEL);
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length - 1] ^= 1;
        Files.write(model, bytes);
        assertThatThrownBy(() -> AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(model + ": damaged or exchanged: expected SHA-256 " + bundle.sha256());
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Bundle written = write();
        assertThat(Bundle.open(at)).isEqualTo(written);
        assertThat(written.config()).isEqualTo(CONFIG);
        assertThat(written.content().calibration()).isEqualTo(CALIBRATION);
        assertThat(written.content().training()).isEqualTo(TRAINING);
        assertThat(written.content().encoderSha256()).isEqualTo("0123abcd");
        assertThat(written.sha256()).matches("[0-9a-f]{64}");
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
        assertThatThrownBy(() -> write())
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(at.toString());
        assertThat(at).isEmptyDirectory();
    }

    @Test
    void aFailureMidwayLeavesNothing() {
        Map<String, Tensor> reserved = Map.of("__metadata__", Tensor.zeros(1));
        assertThatThrownBy(() -> Bundle.write(
                        at, work, MapTensorSource.of(reserved, "test"), CONFIG, "0123abcd", CALIBRATION, TRAINING))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(at).doesNotExist();
        assertThat(work).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"model.safetensors", "bundle.yaml"})
    void aMissingFileIsNamed(String file) throws IOException {
        write();
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
                "epochs: 2        | epochs: [           | expected ',' or ']'",
                "epochs: 2        | epochs: }           | while parsing",
                "epochs: 2        | epochs:             | epochs",
                "mean: 3.14159    | mean: NaN # 3.14159 | mean must be finite",
                "min: 0.1         | min: 10             | a map range must be finite with min <= max",
            })
    void aDamagedDescriptionIsRefusedNamingFileAndLine(String text, String damaged, String problem) throws IOException {
        write();
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
    @CsvSource({
        "'','format 1 to 2, found none'",
        "libraryVersion: 1,'format 1 to 2, found none'",
        "'- a list',found none",
        "format: 1,libraryVersion"
    })
    void aDescriptionOfSomethingElseIsRefused(String text, String problem) throws IOException {
        write();
        Files.writeString(at.resolve(Bundle.DESCRIPTION), text);
        assertThatThrownBy(() -> Bundle.open(at))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(at.resolve(Bundle.DESCRIPTION).toString())
                .hasMessageContaining(problem);
    }

    @Test
    void anotherEncoderIsRefused() throws IOException {
        Bundle bundle = write();
        assertThatThrownBy(() -> AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(at.resolve(Bundle.DESCRIPTION).toString())
                .hasMessageContaining("robis_vit_tiny_14 with SHA-256 0123abcd, found one with ");
    }

    @Test
    void anotherModelIsRefusedNamingATensor() throws IOException {
        String sha256 = EncoderWeights.in(folder).sha256("robis_vit_tiny_14");
        Bundle bundle =
                Bundle.write(at, work, MapTensorSource.of(TENSORS, "test"), CONFIG, sha256, CALIBRATION, TRAINING);
        assertThatThrownBy(() -> AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1))
                .hasMessageContaining("bottleneck.0.fc1.weight: expected [768, 192], found no such tensor")
                .hasMessageContaining(at.resolve(Bundle.MODEL).toString());
    }
}
