package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.Protocol;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.detector.TrainingRecord;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.progress.TrainingProgress;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobisTrainerTest {

    private static final RobisConfig CONFIG = TinyProduct.config();
    private static final String CHECKPOINT = "checkpoint.safetensors";

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static final List<TrainingProgress> HEARD = new ArrayList<>();
    private static Dataset dataset;
    private static Bundle unbroken;
    private static Path stopped;

    /** One training to its end, and one that its listener stopped within the second epoch. */
    @BeforeAll
    static void train() throws IOException {
        dataset = TinyProduct.write(shared, 2, 2);
        unbroken = new RobisTrainer(CONFIG).train(dataset, shared.resolve("unbroken"), HEARD::add);
        stopped = shared.resolve("stopped");
        RobisTrainer everyStep = new RobisTrainer(CONFIG).withCheckpointEvery(Duration.ZERO);
        assertThatThrownBy(() -> everyStep.train(dataset, stopped, progress -> {
                    if (progress.step() == 3) throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
    }

    @Test
    void theSameSeedGivesTheSameBundle() throws IOException {
        Bundle again = new RobisTrainer(CONFIG).train(dataset, folder.resolve("again"), TrainingListener.NONE);
        assertSame(again, unbroken);
        assertThat(entries(folder)).containsExactly("again");
    }

    @Test
    void anotherSeedGivesAnotherModel() throws IOException {
        Bundle other =
                new RobisTrainer(CONFIG.withSeed(2)).train(dataset, folder.resolve("other"), TrainingListener.NONE);
        assertThat(Files.mismatch(
                        other.folder().resolve("model.safetensors"),
                        unbroken.folder().resolve("model.safetensors")))
                .isNotEqualTo(-1);
    }

    /** A tile's features come from another batch then, where the processor may round them otherwise. */
    @Test
    void aFeatureCacheChangesNothingButRoundingAndLeavesNoFile() throws IOException {
        RobisTrainer plain = new RobisTrainer(CONFIG.withAugment(false).withEpochs(3));
        Bundle encoded = plain.train(dataset, folder.resolve("encoded"), TrainingListener.NONE);
        Bundle cached =
                plain.withFeatureCache(100 << 20).train(dataset, folder.resolve("cached"), TrainingListener.NONE);
        assertThat(loss(cached)).isCloseTo(loss(encoded), within(1e-3 * loss(encoded)));
        long elements = 0, apart = 0;
        try (TensorSource one = cached.openModel(EncoderWeights.standard());
                TensorSource other = encoded.openModel(EncoderWeights.standard())) {
            assertThat(one.names()).isEqualTo(other.names());
            for (String name : one.names()) {
                float[] a = one.tensor(name).data(), b = other.tensor(name).data();
                for (int i = 0; i < a.length; i++) if (Math.abs(a[i] - b[i]) > 1e-4) apart++;
                elements += a.length;
            }
        }
        assertThat((double) apart / elements)
                .isLessThan(0.01); // the optimizer magnifies rounding where gradients vanish
        assertThat(entries(folder)).containsExactlyInAnyOrder("cached", "encoded");
    }

    private static double loss(Bundle bundle) {
        return ((TrainingRecord) bundle.description().origin()).loss();
    }

    @Test
    void aFeatureCacheOfAugmentedTilesIsRefused() {
        assertThatThrownBy(() -> new RobisTrainer(CONFIG.withAugment(true)).withFeatureCache(1))
                .hasMessage("a feature cache is of use only where tiles are not augmented");
        assertThatThrownBy(() -> new RobisTrainer(CONFIG).withFeatureCache(-1)).hasMessageContaining("found -1");
    }

    @Test
    void theListenerHearsOfEveryStep() {
        assertThat(HEARD).extracting(TrainingProgress::step).containsExactly(1L, 2L, 3L, 4L);
        assertThat(HEARD).extracting(TrainingProgress::epoch).containsExactly(1, 1, 2, 2);
        assertThat(HEARD).allSatisfy(progress -> {
            assertThat(progress.epochs()).isEqualTo(2);
            assertThat(progress.steps()).isEqualTo(4);
            assertThat(progress.loss()).isPositive().isFinite();
            assertThat(progress.learningRate()).isPositive(); // no warm-up of 100 steps in a training of 4
            assertThat(progress.imagesPerSecond()).isPositive().isFinite();
            assertThat(progress.remaining()).isBetween(Duration.ZERO, Duration.ofHours(1));
        });
        assertThat(HEARD.get(3).remaining()).isZero();
    }

    @Test
    void theBundleRecordsTheTraining() {
        double loss = (HEARD.get(2).loss() + HEARD.get(3).loss()) / 2;
        assertThat(unbroken.description().origin())
                .isEqualTo(new TrainingRecord(TinyProduct.CATEGORY, 2, 8, 3, 4, loss));
        assertThat(unbroken.calibration().images()).isEqualTo(2);
        assertThat(RobisTrainer.workFolder(unbroken.folder())).doesNotExist();
    }

    @Test
    void withoutValidationImagesSomeTrainingImagesCalibrate() throws IOException {
        Bundle bundle = new RobisTrainer(CONFIG.withEpochs(1))
                .train(TinyProduct.write(folder, 3, 0), folder.resolve("bundle"), TrainingListener.NONE);

        assertThat(bundle.calibration().images()).isEqualTo(1);
        TrainingRecord record = (TrainingRecord) bundle.description().origin();
        assertThat(record.images()).isEqualTo(2);
        assertThat(record.tiles()).isEqualTo(8);
    }

    @Test
    void anOnlyImageTrainsAndCalibratesInABatchOfAllItsTiles() throws IOException {
        List<Double> rates = new ArrayList<>();
        Bundle bundle = new RobisTrainer(CONFIG.withEpochs(1).withBatchSize(16).withProtocol(Protocol.REFERENCE))
                .train(
                        TinyProduct.write(folder, 1, 0),
                        folder.resolve("bundle"),
                        progress -> rates.add(progress.learningRate()));

        TrainingRecord record = (TrainingRecord) bundle.description().origin();
        assertThat(record).isEqualTo(new TrainingRecord(TinyProduct.CATEGORY, 1, 4, 4, 1, record.loss()));
        assertThat(bundle.calibration().images()).isEqualTo(1);
        assertThat(rates).containsExactly(0.0); // the reference's warm-up begins there
    }

    @Test
    void whatIsThereAlreadyIsNotOverwritten() throws IOException {
        Path bundle = Files.createDirectory(folder.resolve("bundle"));
        RobisTrainer trainer = new RobisTrainer(CONFIG);

        assertThatThrownBy(() -> trainer.train(dataset, bundle, TrainingListener.NONE))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(bundle.toString());
        assertThatThrownBy(() -> trainer.train(dataset, stopped, TrainingListener.NONE))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("stopped.training: an unfinished training is there");
        assertThat(entries(folder)).containsExactly("bundle");
    }

    @Test
    void thereIsNothingToResumeWithoutACheckpoint() throws IOException {
        assertThatThrownBy(() -> resume(new RobisTrainer(CONFIG), dataset, folder.resolve("bundle")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("bundle.training: no unfinished training");
        assertThat(entries(folder)).isEmpty();
    }

    @Test
    void aFailureBeforeTheFirstCheckpointLeavesNothing() throws IOException {
        RobisTrainer noWeights = new RobisTrainer(CONFIG.withEncoder("dinov2_vit_small_14"))
                .withWeights(EncoderWeights.in(folder.resolve("nowhere")));

        assertThatThrownBy(() -> noWeights.train(dataset, folder.resolve("bundle"), TrainingListener.NONE))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("dinov2_vit_small_14.safetensors");
        assertThat(entries(folder)).isEmpty();
    }

    @Test
    void aStoppedTrainingResumesToTheSameBundle() throws IOException {
        Path bundle = copyOfStopped();
        Files.writeString(RobisTrainer.workFolder(bundle).resolve(".checkpoint.safetensors.half.tmp"), "half");
        List<Long> steps = new ArrayList<>();
        Bundle resumed = new RobisTrainer(CONFIG).resume(dataset, bundle, progress -> steps.add(progress.step()));

        assertThat(steps).containsExactly(4L);
        assertSame(resumed, unbroken);
        assertThat(RobisTrainer.workFolder(bundle)).doesNotExist();
    }

    @Test
    void onlyTheSameTrainingResumes() throws IOException {
        Path bundle = copyOfStopped();
        assertThatThrownBy(() -> resume(new RobisTrainer(CONFIG.withEpochs(5)), dataset, bundle))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("began with epochs 2, now it is 5");
        assertThatThrownBy(() -> resume(new RobisTrainer(CONFIG.withProtocol(Protocol.REFERENCE)), dataset, bundle))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("began with protocol CALIBRATED, now it is REFERENCE");
        RobisTrainer otherEncoder = new RobisTrainer(CONFIG).withWeights(EncoderWeights.file(encoder(1)));
        assertThatThrownBy(() -> resume(otherEncoder, dataset, bundle))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("encoder's weights (SHA-256)");
        Dataset otherImages = TinyProduct.write(folder, 3, 1);
        assertThatThrownBy(() -> resume(new RobisTrainer(CONFIG), otherImages, bundle))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("training tiles (SHA-256)");
        assertThat(entries(RobisTrainer.workFolder(bundle))).containsExactly(CHECKPOINT);
    }

    @Test
    void aDamagedCheckpointIsRefused() throws IOException {
        Path bundle = copyOfStopped();
        Path checkpoint = RobisTrainer.workFolder(bundle).resolve(CHECKPOINT);
        byte[] whole = Files.readAllBytes(checkpoint);

        for (int length : new int[] {0, 7, 1000, whole.length - 1}) {
            Files.write(checkpoint, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> resume(new RobisTrainer(CONFIG), dataset, bundle))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(checkpoint.toString());
        }
        assertThat(bundle).doesNotExist();
    }

    @Test
    void divergenceNamesTheStepAndKeepsTheCheckpointBeforeIt() throws IOException {
        Path bundle = copyOfStopped();
        Path checkpoint = RobisTrainer.workFolder(bundle).resolve(CHECKPOINT);
        poison(checkpoint, "model/prototype_token");
        byte[] before = Files.readAllBytes(checkpoint);

        assertThatThrownBy(() -> resume(new RobisTrainer(CONFIG), dataset, bundle))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("step 4");
        assertThat(checkpoint).hasBinaryContent(before);
        assertThat(bundle).doesNotExist();
    }

    @Test
    void anEncoderThatIsNotFiniteDivergesAtOnce() throws IOException {
        RobisTrainer trainer = new RobisTrainer(CONFIG).withWeights(EncoderWeights.file(encoder(Float.NaN)));

        assertThatThrownBy(() -> trainer.train(dataset, folder.resolve("bundle"), TrainingListener.NONE))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("step 1");
        assertThat(entries(folder)).containsExactly("encoder.safetensors");
    }

    @Test
    void aTrainingThatWasStoppedWhileTidyingUpIsDone() throws IOException {
        Path bundle = copyOfStopped();
        Files.createDirectory(bundle);
        for (String file : List.of("model.safetensors", "bundle.yaml", "SHA256SUMS"))
            Files.copy(unbroken.folder().resolve(file), bundle.resolve(file));

        assertSame(resume(new RobisTrainer(CONFIG), dataset, bundle), unbroken);
        assertThat(entries(folder)).containsExactly("bundle");
    }

    private static Bundle resume(RobisTrainer trainer, Dataset dataset, Path bundle) throws IOException {
        return trainer.resume(dataset, bundle, TrainingListener.NONE);
    }

    private static void assertSame(Bundle actual, Bundle expected) {
        for (String file : List.of("model.safetensors", "bundle.yaml", "SHA256SUMS"))
            assertThat(actual.folder().resolve(file))
                    .hasSameBinaryContentAs(expected.folder().resolve(file));
    }

    private Path copyOfStopped() throws IOException {
        Path bundle = folder.resolve("bundle");
        Path work = Files.createDirectory(RobisTrainer.workFolder(bundle));
        Files.copy(RobisTrainer.workFolder(stopped).resolve(CHECKPOINT), work.resolve(CHECKPOINT));
        return bundle;
    }

    /** The embedded encoder with another first element in its class token. */
    private Path encoder(float first) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (TensorSource embedded = EncoderWeights.in(folder).open(CONFIG.encoder())) {
            for (String name : embedded.names()) tensors.put(name, embedded.tensor(name));
        }
        tensors.get("cls_token").data()[0] = first;
        Path file = folder.resolve("encoder.safetensors");
        SafetensorsWriter.write(file, tensors, Map.of());
        return file;
    }

    private static void poison(Path checkpoint, String tensor) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata;
        try (SafetensorsFile source = SafetensorsFile.open(checkpoint)) {
            for (String name : source.names()) tensors.put(name, source.tensor(name));
            metadata = source.metadata();
        }
        tensors.get(tensor).data()[0] = Float.NaN;
        SafetensorsWriter.write(checkpoint, tensors, metadata);
    }

    private static List<String> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
