package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.progress.TrainingListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What survives when the process is killed, as by the operating system out of memory. */
@Timeout(300)
class KilledTrainingTest {

    private static final String CHECKPOINT = "checkpoint.safetensors";

    @TempDir
    Path folder;

    @Test
    void aTrainingKilledTwiceEndsWithTheWeightsOfAnUnbrokenOne() throws Exception {
        Dataset dataset = TinyProduct.write(folder, 2, 1);
        Path bundle = folder.resolve("bundle");
        Path work = RobisTrainer.workFolder(bundle);

        Process first = start(bundle);
        try (BufferedReader lines = lines(first)) {
            await("step 1", lines); // in the middle of the first epoch
        } finally {
            kill(first);
        }
        assertThat(entries(work)).contains(CHECKPOINT);
        assertThat(bundle).doesNotExist();

        Process second = start(bundle);
        try (BufferedReader lines = lines(second)) {
            await("step 4", lines);
            while (entries(work).size() < 2) Thread.onSpinWait(); // until a checkpoint is half-written
        } finally {
            kill(second);
        }
        assertThat(entries(work)).contains(CHECKPOINT).noneMatch(name -> name.startsWith("records"));
        assertThat(bundle).doesNotExist();

        List<Long> steps = new ArrayList<>();
        new RobisTrainer(ChildTraining.CONFIG).resume(dataset, bundle, progress -> steps.add(progress.step()));
        assertThat(steps).first().isIn(5L, 6L, 7L);
        assertThat(steps).last().isEqualTo(8L);

        Bundle unbroken = new RobisTrainer(ChildTraining.CONFIG)
                .train(dataset, folder.resolve("unbroken"), TrainingListener.NONE);
        for (String file : List.of("model.safetensors", "bundle.yaml"))
            assertThat(bundle.resolve(file))
                    .hasSameBinaryContentAs(unbroken.folder().resolve(file));
        assertThat(entries(folder)).containsExactlyInAnyOrder(TinyProduct.CATEGORY, "bundle", "unbroken", "log");
    }

    private Process start(Path bundle) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildTraining.class.getName(),
                folder.toString(),
                bundle.toString());
        builder.environment().put("OMP_WAIT_POLICY", "passive");
        return builder.redirectError(folder.resolve("log").toFile()).start();
    }

    private static BufferedReader lines(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    private static void await(String expected, BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); !expected.equals(line); line = lines.readLine())
            assertThat(line).as("output of the training").startsWith("step ");
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static List<String> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
