package dev.robis.cli;

import dev.robis.seg.Bundle;
import dev.robis.seg.Decision;
import dev.robis.seg.Protocol;
import dev.robis.seg.RobisConfig;
import dev.robis.seg.RobisTrainer;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Split;
import dev.robis.seg.stage.CropFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** Trains one category after the other; what is trained already is left alone. */
record Training(
        ModelOptions model,
        OutputOptions output,
        RobisConfig config,
        Protocol protocol,
        DecisionOptions decision,
        Console console) {

    void run(Dataset dataset) throws Exception {
        String category = dataset.category();
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
        boolean resume = model.resume && Files.exists(work.resolve("checkpoint.safetensors"));
        Bundle trained = console.training(
                category,
                listener ->
                        resume ? trainer.resume(dataset, bundle, listener) : trainer.train(dataset, bundle, listener));
        console.say(
                "train %s: %d images, %d tiles, %d steps, loss %.4f, in %s",
                category,
                trained.content().training().images(),
                trained.content().training().tiles(),
                trained.content().training().steps(),
                trained.content().training().loss(),
                bundle);
    }

    private RobisTrainer trainer(String category) throws IOException {
        RobisTrainer trainer = new RobisTrainer(config)
                .withWeights(model.weights())
                .withProtocol(protocol)
                .withDecision(decision.apply(Decision.defaults()))
                .withCheckpointEvery(model.checkpointEvery());
        Path crops = output.folders().crops(category, Split.TRAIN);
        if (protocol != Protocol.REFERENCE || !Files.isDirectory(crops)) return trainer;
        console.say("train %s: learning from the tiles in %s", category, crops);
        return trainer.withTiles(CropFolder.tiles(crops));
    }
}
