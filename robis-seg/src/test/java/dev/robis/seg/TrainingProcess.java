package dev.robis.seg;

import dev.robis.seg.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A training in a process of its own, to be killed. Says every step; writes its state after each. */
final class TrainingProcess {

    private TrainingProcess() {}

    public static void main(String[] arguments) throws IOException {
        Dataset dataset = Dataset.mvtecAd2(Path.of(arguments[0]), "tile");
        Path bundle = Path.of(arguments[1]);
        RobisTrainer trainer = new RobisTrainer(SmallProduct.CONFIG).withCheckpointEvery(Duration.ZERO);
        TrainingListener saying = progress -> System.out.println("step " + progress.step());
        if (Files.exists(RobisTrainer.workFolder(bundle).resolve("checkpoint.safetensors")))
            trainer.resume(dataset, bundle, saying);
        else trainer.train(dataset, bundle, saying);
    }
}
