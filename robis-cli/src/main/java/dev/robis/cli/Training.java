package dev.robis.cli;

import dev.robis.seg.RobisTrainer;
import dev.robis.seg.alarm.AlarmThreshold;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.Protocol;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.MemoryBankRecord;
import dev.robis.seg.detector.TrainingRecord;
import dev.robis.seg.stage.CropFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;

/** Trains one category after the other; what is trained already is left alone. */
record Training(
        ModelOptions model, OutputOptions output, RobisConfig config, DecisionOptions decision, Console console) {

    void run(List<Dataset> datasets) throws Exception {
        if (output.multiClass != null) run(output.multiClass, datasets);
        else for (Dataset dataset : datasets) run(dataset.category(), List.of(dataset));
    }

    private void run(String category, List<Dataset> datasets) throws Exception {
        Path bundle = output.bundle(category);
        if (Files.exists(bundle) && !model.overwrite) {
            if (!Bundle.isAt(bundle)) throw new IOException(bundle + ": expected a trained bundle or nothing");
            console.say("train %s: already trained, in %s (--overwrite trains again)", category, bundle);
            return;
        }
        Path work = RobisTrainer.workFolder(bundle);
        if (model.overwrite) {
            FileUtils.deleteDirectory(bundle.toFile());
            if (!model.resume) FileUtils.deleteDirectory(work.toFile());
        }
        RobisTrainer trainer = trainer(category);
        boolean resume = model.resume && RobisTrainer.isUnfinished(bundle);
        Bundle trained = console.training(
                category,
                listener -> resume
                        ? trainer.resume(datasets, bundle, listener)
                        : trainer.train(datasets, bundle, listener));
        if (trained.description().origin() instanceof TrainingRecord record)
            console.say(
                    "train %s: %d images, %d tiles, %d steps, loss %.4f, in %s",
                    category, record.images(), record.tiles(), record.steps(), record.loss(), bundle);
        if (trained.description().origin() instanceof MemoryBankRecord record)
            console.say(
                    "train %s: %d images, %d held out, %s vectors in %d layers, in %s",
                    category,
                    record.images(),
                    record.heldOut(),
                    record.vectors().stream().mapToInt(Integer::intValue).sum(),
                    record.vectors().size(),
                    bundle);
        threshold(category, trained);
        console.say("next: robis segment --bundle %s IMAGES...", bundle);
        if (!trained.description().shots().isEmpty())
            console.say(
                    "train %s: learned from %s", category, trained.description().shots());
    }

    private void threshold(String category, Bundle trained) {
        double rate = trained.decision().falseAlarmRate();
        AlarmThreshold alarm = trained.calibration().imageThreshold(rate);
        console.say(
                "train %s: calibrated on %d good images; images beyond %.1f are defective, for a false-alarm rate of %s (%s)",
                category, alarm.images(), alarm.value(), rate, alarm.basis());
    }

    private RobisTrainer trainer(String category) throws IOException {
        RobisTrainer trainer = new RobisTrainer(config)
                .withWeights(model.weights())
                .withDecision(decision.apply(config.decision()))
                .withCheckpointEvery(model.checkpointEvery())
                .withFeatureCache(model.featureCache());
        if (model.shots().isPresent()) trainer = trainer.withShots(model.shots().get());
        Path crops = output.folders().crops(category, Split.TRAIN);
        if (config.training().protocol() != Protocol.REFERENCE || !Files.isDirectory(crops)) return trainer;
        console.say("train %s: learning from the tiles in %s", category, crops);
        return trainer.withTiles(CropFolder.tiles(crops));
    }
}
