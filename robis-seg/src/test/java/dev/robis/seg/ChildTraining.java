package dev.robis.seg;

import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.progress.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A training in a process of its own, to be killed: a line per step, a checkpoint after each. */
final class ChildTraining {

    static final RobisConfig CONFIG = TinyProduct.config().withBatchSize(2);

    private ChildTraining() {}

    /** @param arguments root of the data set, bundle */
    public static void main(String[] arguments) throws IOException {
        Dataset dataset = Dataset.mvtecAd2(Path.of(arguments[0]), TinyProduct.CATEGORY);
        Path bundle = Path.of(arguments[1]);
        RobisTrainer trainer = new RobisTrainer(CONFIG).withCheckpointEvery(Duration.ZERO);
        TrainingListener listener = progress -> System.out.println("step " + progress.step());
        if (Files.exists(RobisTrainer.workFolder(bundle))) trainer.resume(dataset, bundle, listener);
        else trainer.train(dataset, bundle, listener);
        System.out.println("done");
    }
}
