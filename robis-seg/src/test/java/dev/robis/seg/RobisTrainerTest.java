package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.image.ImageFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobisTrainerTest {

    @TempDir
    Path folder;

    private Dataset dataset;

    @BeforeEach
    void makeProduct() throws IOException {
        dataset = SmallProduct.write(folder.resolve("data"));
    }

    private Path train(String name, RobisConfig config) throws IOException {
        Path bundle = folder.resolve(name);
        new RobisTrainer(config).train(dataset, bundle, TrainingListener.NONE);
        return bundle;
    }

    @Test
    void theSameSeedGivesTheSameBundleToTheByteAndAnotherOneDoesNot() throws IOException {
        Path one = train("one", SmallProduct.CONFIG);
        Path two = train("two", SmallProduct.CONFIG);
        Path other = train("other", SmallProduct.CONFIG.withSeed(2));
        assertThat(one.resolve(Bundle.MODEL)).hasSameBinaryContentAs(two.resolve(Bundle.MODEL));
        assertThat(one.resolve(Bundle.DESCRIPTION)).hasSameTextualContentAs(two.resolve(Bundle.DESCRIPTION));
        assertThat(Files.readAllBytes(other.resolve(Bundle.MODEL)))
                .isNotEqualTo(Files.readAllBytes(one.resolve(Bundle.MODEL)));
        assertThat(RobisTrainer.workFolder(one)).doesNotExist();
    }

    @Test
    void progressIsThatOfThePlan() throws IOException {
        List<TrainingProgress> heard = new ArrayList<>();
        Bundle bundle = new RobisTrainer(SmallProduct.CONFIG).train(dataset, folder.resolve("bundle"), heard::add);
        int tiles = 6 * 4;
        assertThat(bundle.content().training())
                .returns(6, TrainingRecord::images)
                .returns(tiles, TrainingRecord::tiles)
                .returns(16L, TrainingRecord::steps);
        assertThat(bundle.content().calibration().images()).isEqualTo(3);
        assertThat(heard).hasSize(16).allSatisfy(progress -> {
            assertThat(progress.steps()).isEqualTo(16);
            assertThat(progress.epochs()).isEqualTo(2);
            assertThat(progress.loss()).isFinite().isPositive();
            assertThat(progress.imagesPerSecond()).isPositive();
        });
        assertThat(heard.stream().map(TrainingProgress::step)).startsWith(1L, 2L, 3L);
        assertThat(heard.stream().map(TrainingProgress::epoch)).startsWith(1).endsWith(2);
        assertThat(heard.get(15).remaining()).isZero();
        assertThat(heard.get(15).loss()).isLessThan(heard.get(0).loss());
    }

    @Test
    void aTrainingThatBreaksOffIsResumedToTheSameWeights() throws IOException {
        Path unbroken = train("unbroken", SmallProduct.CONFIG);
        Path bundle = folder.resolve("broken");
        RobisTrainer trainer = new RobisTrainer(SmallProduct.CONFIG).withCheckpointEvery(Duration.ZERO);
        for (long stop : new long[] {3, 8, 13})
            assertThatThrownBy(() -> run(trainer, bundle, stop)).hasMessage("stopped at " + stop);
        trainer.resume(dataset, bundle, TrainingListener.NONE);
        assertThat(bundle.resolve(Bundle.MODEL)).hasSameBinaryContentAs(unbroken.resolve(Bundle.MODEL));
        assertThat(bundle.resolve(Bundle.DESCRIPTION)).hasSameTextualContentAs(unbroken.resolve(Bundle.DESCRIPTION));
        assertThat(RobisTrainer.workFolder(bundle)).doesNotExist();
    }

    private void run(RobisTrainer trainer, Path bundle, long stop) throws IOException {
        TrainingListener stopping = progress -> {
            if (progress.step() == stop) throw new IllegalStateException("stopped at " + stop);
        };
        if (Files.exists(RobisTrainer.workFolder(bundle))) trainer.resume(dataset, bundle, stopping);
        else trainer.train(dataset, bundle, stopping);
    }

    @Test
    void aKilledProcessIsResumedToTheSameWeights() throws Exception {
        Path unbroken = train("unbroken", SmallProduct.CONFIG);
        Path bundle = folder.resolve("killed");
        for (int step : new int[] {2, 5}) killAt(step, bundle);
        new RobisTrainer(SmallProduct.CONFIG).resume(dataset, bundle, TrainingListener.NONE);
        assertThat(bundle.resolve(Bundle.MODEL)).hasSameBinaryContentAs(unbroken.resolve(Bundle.MODEL));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("data", "unbroken", "killed");
        }
    }

    /** SIGKILL in the middle of training: right after a step was reported, while the next one runs. */
    private void killAt(int step, Path bundle) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingProcess.class.getName(),
                        folder.resolve("data").toString(),
                        bundle.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = child.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.equals("step " + step)) line = lines.readLine();
            assertThat(line).isEqualTo("step " + step);
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(child.exitValue()).isEqualTo(128 + 9);
        assertThat(bundle).doesNotExist();
        try (SafetensorsFile state =
                SafetensorsFile.open(RobisTrainer.workFolder(bundle).resolve("checkpoint.safetensors"))) {
            assertThat(state.tensor("step").data()[0]).isBetween((float) step, step + 1f);
        }
    }

    @Test
    void resumingNeedsAnUnfinishedTrainingAndBeginningNeedsNone() throws IOException {
        RobisTrainer trainer = new RobisTrainer(SmallProduct.CONFIG).withCheckpointEvery(Duration.ZERO);
        Path bundle = folder.resolve("bundle");
        assertThatThrownBy(() -> trainer.resume(dataset, bundle, TrainingListener.NONE))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no unfinished training");
        assertThatThrownBy(() -> run(trainer, bundle, 2)).hasMessage("stopped at 2");
        assertThatThrownBy(() -> trainer.train(dataset, bundle, TrainingListener.NONE))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("unfinished training");
        trainer.resume(dataset, bundle, TrainingListener.NONE);
        assertThatThrownBy(() -> trainer.train(dataset, bundle, TrainingListener.NONE))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("exists already");
    }

    @Test
    void resumingWithOtherSettingsOrImagesNamesWhatDiffers() throws IOException {
        Path bundle = folder.resolve("bundle");
        RobisTrainer trainer = new RobisTrainer(SmallProduct.CONFIG).withCheckpointEvery(Duration.ZERO);
        assertThatThrownBy(() -> run(trainer, bundle, 2)).hasMessage("stopped at 2");
        assertThatThrownBy(() -> new RobisTrainer(SmallProduct.CONFIG.withEpochs(9))
                        .resume(dataset, bundle, TrainingListener.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another configuration")
                .hasMessageContaining("epochs=9");
        ImageFiles.writePng(folder.resolve("data/tile/train/good/0.png"), SmallProduct.image(77));
        assertThatThrownBy(() -> trainer.resume(dataset, bundle, TrainingListener.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another tiles");
    }

    @Test
    void fewerTilesThanABatchTrainAllTheSame() throws IOException {
        Path bundle = train("bundle", SmallProduct.CONFIG.withBatchSize(1000).withEpochs(1));
        assertThat(Bundle.open(bundle).content().training())
                .returns(24, TrainingRecord::batchSize)
                .returns(1L, TrainingRecord::steps);
    }

    @Test
    void aLossThatIsNotFiniteEndsTrainingAndNamesTheStep() throws IOException {
        Path weights = folder.resolve("weights.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (TensorSource source = EncoderWeights.standard().open("robis_vit_tiny_14")) {
            for (String name : source.names()) tensors.put(name, source.tensor(name));
        }
        tensors.get("blocks.9.mlp.fc2.bias").data()[0] = Float.NaN;
        SafetensorsWriter.write(weights, tensors, Map.of());
        RobisTrainer trainer = new RobisTrainer(SmallProduct.CONFIG).withWeights(EncoderWeights.file(weights));
        assertThatThrownBy(() -> trainer.train(dataset, folder.resolve("bundle"), TrainingListener.NONE))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("step 1")
                .hasMessageContaining("NaN");
        assertThat(folder.resolve("bundle")).doesNotExist();
    }
}
