package dev.robis.seg.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.inp.ReferenceModel;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.RobisTrainer;
import dev.robis.seg.TinyProduct;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.bundle.BundleDescription;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.detector.ImportRecord;
import dev.robis.seg.detector.Sha256;
import dev.robis.seg.progress.TrainingListener;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles made of whole models, and whole models made of bundles. */
class BundleImportTest {

    private static final RobisConfig CONFIG = TinyProduct.config().withEpochs(1).withPrototypes(4);
    private static final EncoderWeights WEIGHTS = EncoderWeights.standard();

    @TempDir
    static Path shared;

    private static Dataset images;
    private static Bundle trained;
    private static Path exported;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() throws IOException {
        images = TinyProduct.write(shared, 2, 1);
        trained = new RobisTrainer(CONFIG).train(images, shared.resolve("trained"), TrainingListener.NONE);
        exported = shared.resolve("export/model.safetensors");
        new ReferenceExport(WEIGHTS).run(trained, exported);
    }

    private Bundle run(TensorSource source, EncoderWeights weights, boolean install) throws IOException {
        ReferenceModel model = ReferenceModel.of(source, Optional.empty());
        return new BundleImport(CONFIG, weights, install).run(exported, model, images, folder.resolve("imported"));
    }

    @Test
    void anExportedBundleIsTheSameWhenImported() throws IOException {
        Bundle imported;
        try (TensorSource whole = SafetensorsFile.open(exported)) {
            imported = run(whole, WEIGHTS, false);
        }
        Bundle opened = Bundle.open(imported.folder());
        assertThat(opened).isEqualTo(imported);
        BundleDescription own = trained.description();
        assertThat(opened.description())
                .isEqualTo(new BundleDescription(
                        own.format(),
                        own.libraryVersion(),
                        own.model(),
                        own.maps(),
                        own.training(),
                        own.modelSha256(),
                        own.encoderSha256(),
                        own.calibration(),
                        Map.of(),
                        Decision.defaults(),
                        opened.description().origin(),
                        List.of()));
        assertThat(opened.identity()).isEqualTo(trained.identity());
        ImportRecord origin = (ImportRecord) opened.description().origin();
        assertThat(origin.category()).isEqualTo(TinyProduct.CATEGORY);
        assertThat(origin.source()).isEqualTo("model.safetensors");
        assertThat(origin.sourceSha256()).isEqualTo(Sha256.of(Files.newInputStream(exported)));
        assertThat(opened.folder().resolve("model.safetensors"))
                .hasSameBinaryContentAs(trained.folder().resolve("model.safetensors"));
        try (AnomalySegmenter one = AnomalySegmenter.open(opened, WEIGHTS, 1);
                AnomalySegmenter other = AnomalySegmenter.open(trained, WEIGHTS, 1)) {
            assertThat(one.segment(TinyProduct.bad(5)).score())
                    .isEqualTo(other.segment(TinyProduct.bad(5)).score());
        }
    }

    @Test
    void anExportHoldsEncoderAndTrainedTensors() throws IOException {
        try (TensorSource whole = SafetensorsFile.open(exported);
                TensorSource encoder = WEIGHTS.open(CONFIG.encoder());
                TensorSource own = SafetensorsFile.open(trained.folder().resolve("model.safetensors"))) {
            for (String name : whole.names())
                assertThat(whole.tensor(name))
                        .as(name)
                        .isEqualTo(
                                name.startsWith("encoder.")
                                        ? encoder.tensor(name.substring("encoder.".length()))
                                        : own.tensor(name));
            assertThat(whole.names())
                    .hasSize(encoder.names().size() + own.names().size())
                    .startsWith("prototype_token", "encoder.cls_token");
        }
    }

    /** The exported tensors, one element of one of them moved. */
    private static TensorSource changed(String name, int element) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (TensorSource whole = SafetensorsFile.open(exported)) {
            for (String each : whole.names()) tensors.put(each, whole.tensor(each));
        }
        tensors.get(name).data()[element] += 0.25f;
        return MapTensorSource.of(tensors, "model.pth");
    }

    @Test
    void anotherEncoderIsRefusedNamingTensorAndDifference() throws IOException {
        TensorSource tuned = changed("encoder.blocks.3.mlp.fc1.weight", 100_000);
        assertThatThrownBy(() -> run(tuned, WEIGHTS, true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model.pth: its encoder is not the embedded encoder robis_vit_tiny_14")
                .hasMessageContaining("blocks.3.mlp.fc1.weight differs in 1 of 147456 elements, by up to 0.25")
                .hasMessageContaining("--encoder-weights FILE --install-encoder");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anEncoderOfTheModelsOwnGoesIntoAFileAndStaysThere() throws IOException {
        Path file = folder.resolve("weights/own.safetensors");
        EncoderWeights own = EncoderWeights.file(file);
        TensorSource tuned = changed("encoder.norm.bias", 0);
        assertThatThrownBy(() -> run(tuned, own, false))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(file + ": no weights of robis_vit_tiny_14")
                .hasMessageContaining("--install-encoder");
        assertThat(folder).isEmptyDirectory();

        Bundle imported = run(tuned, own, true);
        try (TensorSource written = SafetensorsFile.open(file)) {
            assertThat(written.tensor("norm.bias")).isEqualTo(tuned.tensor("encoder.norm.bias"));
        }
        assertThat(imported.folder().resolve("model.safetensors"))
                .hasSameBinaryContentAs(trained.folder().resolve("model.safetensors"));
        AnomalySegmenter.open(imported, own, 1).close();
        assertThatThrownBy(() -> AnomalySegmenter.open(imported, WEIGHTS, 1)).hasMessageContaining("found one with");

        Path again = folder.resolve("again.safetensors");
        new ReferenceExport(own).run(imported, again);
        try (TensorSource back = SafetensorsFile.open(again)) {
            for (String name : tuned.names())
                assertThat(back.tensor(name)).as(name).isEqualTo(tuned.tensor(name));
        }
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> new BundleImport(CONFIG, own, true)
                        .run(
                                exported,
                                ReferenceModel.of(changed("encoder.norm.bias", 1), Optional.empty()),
                                images,
                                folder.resolve("other")))
                .hasMessageContaining("norm.bias differs in 2 of 192 elements");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void anInstalledFileOfAnotherNetworkIsRefused() throws IOException {
        Path file = folder.resolve("own.safetensors");
        SafetensorsWriter.write(file, Map.of("a", Tensor.zeros(1)), Map.of());
        try (TensorSource whole = SafetensorsFile.open(exported)) {
            assertThatThrownBy(() -> run(whole, EncoderWeights.file(file), true))
                    .hasMessageContaining("cls_token: expected [1, 1, 192], found no such tensor in " + file);
        }
        assertThat(folder.resolve("imported")).doesNotExist();
    }

    @Test
    void anotherConfigurationIsRefused() throws IOException {
        try (TensorSource whole = SafetensorsFile.open(exported)) {
            ReferenceModel model = ReferenceModel.of(whole, Optional.empty());
            assertThatThrownBy(() -> new BundleImport(CONFIG.withPrototypes(6), WEIGHTS, false)
                            .run(exported, model, images, folder.resolve("imported")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("with 6 prototypes, found robis_vit_tiny_14 with 4 in " + exported);
        }
    }

    @Test
    void whatExistsIsNotOverwritten() throws IOException {
        Path bundle = Files.createDirectory(folder.resolve("imported"));
        try (TensorSource whole = SafetensorsFile.open(exported)) {
            assertThatThrownBy(() -> run(whole, WEIGHTS, false))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining(bundle.toString());
        }
        assertThat(bundle).isEmptyDirectory();
        byte[] before = Files.readAllBytes(exported);
        assertThatThrownBy(() -> new ReferenceExport(WEIGHTS).run(trained, exported))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(exported.toString());
        assertThat(exported).hasBinaryContent(before);
    }

    @Test
    void anUnreadableImageLeavesNothing() throws IOException {
        Dataset broken = TinyProduct.write(folder.resolve("data"), 1, 1);
        Path image = folder.resolve("data/" + TinyProduct.CATEGORY + "/validation/good/0.png");
        Files.writeString(image, "no image");
        Path into = Files.createDirectory(folder.resolve("models"));
        try (TensorSource whole = SafetensorsFile.open(exported)) {
            ReferenceModel model = ReferenceModel.of(whole, Optional.empty());
            assertThatThrownBy(() -> new BundleImport(CONFIG, WEIGHTS, false)
                            .run(exported, model, broken, into.resolve("stripes")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(image.toString());
        }
        assertThat(into).isEmptyDirectory();
    }

    @Test
    void anExportNeedsTheEncoderAndAnIntactModel() throws IOException {
        Path out = folder.resolve("out.safetensors");
        Path missing = folder.resolve("missing.safetensors");
        assertThatThrownBy(() -> new ReferenceExport(EncoderWeights.file(missing)).run(trained, out))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(missing.toString());
        Path other = folder.resolve("other.safetensors");
        SafetensorsWriter.write(other, Map.of("a", Tensor.zeros(1)), Map.of());
        assertThatThrownBy(() -> new ReferenceExport(EncoderWeights.file(other)).run(trained, out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SHA-256 " + trained.description().encoderSha256() + ", found one with ");
        assertThat(out).doesNotExist();
    }
}
