package dev.robis.seg.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.TinyProduct;
import dev.robis.seg.binarize.Quantiles;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.binarize.SearchRange;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.ModelConfig;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.detector.TrainingRecord;
import dev.robis.seg.map.MapRange;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
            List.of(77.7f, 255f),
            new Quantiles(List.of(1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 1 / 3f + 9, 10f, 11f, 12f)));
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
        return write(TENSORS, "0123abcd");
    }

    private Bundle write(Map<String, Tensor> tensors, String encoderSha256) throws IOException {
        return new BundleWriter(CONFIG, encoderSha256, CALIBRATION, Map.of(), Decision.defaults(), TRAINING, List.of())
                .write(at, work, MapTensorSource.of(tensors, "test"));
    }

    /** As somebody would who knows what they do. */
    private void edit(String from, String to) throws IOException {
        Path description = at.resolve("bundle.yaml");
        String whole = Files.readString(description);
        assertThat(whole).contains(from);
        Files.writeString(description, whole.replace(from, to));
        BundleFiles.writeSums(at);
    }

    @Test
    void oneChangedDigitOfTheDescriptionIsRefused() throws IOException {
        write();
        Path description = at.resolve("bundle.yaml");
        String whole = Files.readString(description);
        for (String[] digit :
                new String[][] {{"min: 0.1", "min: 0.2"}, {"images: 2", "images: 3"}, {"epochs: 2", "epochs: 3"}}) {
            assertThat(whole).contains(digit[0]);
            Files.writeString(description, whole.replace(digit[0], digit[1]));
            assertThatThrownBy(() -> Bundle.open(at))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(description + ": damaged or changed: expected SHA-256 ");
        }
        Files.writeString(description, whole);
        assertThat(Bundle.open(at).model()).isEqualTo(CONFIG.model());
    }

    @Test
    void theSumsAreThoseOfSha256sum() throws Exception {
        write();
        StringBuilder expected = new StringBuilder();
        for (String name : List.of("bundle.yaml", "model.safetensors"))
            expected.append(HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(at.resolve(name)))))
                    .append("  ")
                    .append(name)
                    .append('\n');
        assertThat(at.resolve("SHA256SUMS")).hasContent(expected.toString());
        Files.delete(at.resolve("SHA256SUMS"));
        assertThatThrownBy(() -> Bundle.open(at))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(at + ": not a whole bundle, it has no SHA256SUMS");
    }

    @Test
    void theIdentityIsThatOfEverythingThatCanChangeAnAnswer() throws IOException {
        BundleDescription description = write().description();
        assertThat(description.identity())
                .matches("[0-9a-f]{64}")
                .isEqualTo(Bundle.open(at).identity())
                .isEqualTo(new Other(description).get().identity());
        Other other = new Other(description);
        other.decision = Decision.defaults().withSensitivity(2);
        other.libraryVersion = "9";
        other.shots = List.of("a/b");
        assertThat(other.get().identity()).isEqualTo(description.identity());
        Calibration calibration = new Calibration(
                2,
                new MapRange(0.1f, 0.34f),
                CALIBRATION.statistics(),
                CALIBRATION.imageScores(),
                CALIBRATION.quantiles());
        List<Consumer<Other>> changes = List.of(
                changed -> changed.maps = CONFIG.maps().withMapSize(9),
                changed -> changed.model = CONFIG.model().withPrototypes(9),
                changed -> changed.modelSha256 = "00",
                changed -> changed.encoderSha256 = "00",
                changed -> changed.calibration = calibration,
                changed -> changed.categories = Map.of("a", CALIBRATION));
        Set<String> identities = new HashSet<>(Set.of(description.identity()));
        for (Consumer<Other> change : changes) {
            Other changed = new Other(description);
            change.accept(changed);
            assertThat(identities.add(changed.get().identity())).isTrue();
        }
    }

    /** A description to be changed. */
    private static final class Other {
        private final BundleDescription of;
        private String libraryVersion;
        private ModelConfig model;
        private MapConfig maps;
        private String modelSha256;
        private String encoderSha256;
        private Calibration calibration;
        private Map<String, Calibration> categories;
        private Decision decision;
        private List<String> shots;

        Other(BundleDescription of) {
            this.of = of;
            libraryVersion = of.libraryVersion();
            model = of.model();
            maps = of.maps();
            modelSha256 = of.modelSha256();
            encoderSha256 = of.encoderSha256();
            calibration = of.calibration();
            categories = of.categories();
            decision = of.decision();
            shots = of.shots();
        }

        BundleDescription get() {
            return new BundleDescription(
                    of.format(),
                    libraryVersion,
                    model,
                    maps,
                    of.training(),
                    modelSha256,
                    encoderSha256,
                    calibration,
                    categories,
                    decision,
                    of.origin(),
                    shots);
        }
    }

    @Test
    void aBundleOfALaterFormatIsRefusedByItsNumber() throws IOException {
        write();
        Path description = at.resolve("bundle.yaml");
        edit("format: 3", "format: 4\nnew: field");
        assertThatThrownBy(() -> Bundle.open(at))
                .isInstanceOf(IOException.class)
                .hasMessage(description + ": expected a bundle of format 1 to 3, found 4; "
                        + "a later version of this library may have written it");
    }

    @Test
    void aModelThatChangedIsRefused() throws IOException {
        String sha256 = EncoderWeights.in(folder).sha256("robis_vit_tiny_14");
        Bundle bundle = write(TENSORS, sha256);
        Path model = at.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length - 1] ^= 1;
        Files.write(model, bytes);
        assertThatThrownBy(() -> AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(model + ": damaged or changed: expected SHA-256 "
                        + bundle.description().modelSha256());
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Bundle written = write();
        assertThat(Bundle.open(at)).isEqualTo(written);
        assertThat(written.model()).isEqualTo(CONFIG.model());
        assertThat(written.maps()).isEqualTo(CONFIG.maps());
        assertThat(written.description().training()).isEqualTo(CONFIG.training());
        assertThat(written.calibration()).isEqualTo(CALIBRATION);
        assertThat(written.description().origin()).isEqualTo(TRAINING);
        assertThat(written.description().encoderSha256()).isEqualTo("0123abcd");
        assertThat(written.description().modelSha256()).matches("[0-9a-f]{64}");
        try (SafetensorsFile model = SafetensorsFile.open(at.resolve("model.safetensors"))) {
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
        assertThatThrownBy(() -> write(reserved, "0123abcd")).isInstanceOf(IllegalArgumentException.class);
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
                "origin:          | 'color: 3\norigin:'        | Unrecognized field \"color\"",
                "epochs: 2        | epochs: [           | expected ',' or ']'",
                "epochs: 2        | epochs: }           | while parsing",
                "epochs: 2        | epochs:             | epochs",
                "mean: 3.14159    | mean: NaN # 3.14159 | mean must be finite",
                "min: 0.1         | min: 10             | a map range must be finite with min <= max",
            })
    void aDamagedDescriptionIsRefusedNamingFileAndLine(String text, String damaged, String problem) throws IOException {
        write();
        Path description = at.resolve("bundle.yaml");
        edit(text, damaged);
        assertThatThrownBy(() -> Bundle.open(at))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(description.toString())
                .hasMessageContaining(problem)
                .hasMessageMatching("(?s).*\\(line \\d+\\)");
    }

    @ParameterizedTest
    @CsvSource({
        "'','format 1 to 3, found none'",
        "libraryVersion: 1,'format 1 to 3, found none'",
        "'- a list',found none",
        "format: 1,libraryVersion"
    })
    void aDescriptionOfSomethingElseIsRefused(String text, String problem) throws IOException {
        write();
        Files.writeString(at.resolve("bundle.yaml"), text);
        assertThatThrownBy(() -> Bundle.open(at))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(at.resolve("bundle.yaml").toString())
                .hasMessageContaining(problem);
    }

    @Test
    void anotherEncoderIsRefused() throws IOException {
        Bundle bundle = write();
        assertThatThrownBy(() -> AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(at.resolve("bundle.yaml").toString())
                .hasMessageContaining("robis_vit_tiny_14 with SHA-256 0123abcd, found one with ");
    }

    @Test
    void anotherModelIsRefusedNamingATensor() throws IOException {
        String sha256 = EncoderWeights.in(folder).sha256("robis_vit_tiny_14");
        Bundle bundle = write(TENSORS, sha256);
        assertThatThrownBy(() -> AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1))
                .hasMessageContaining("bottleneck.0.fc1.weight: expected [768, 192], found no such tensor")
                .hasMessageContaining(at.resolve("model.safetensors").toString());
    }
}
