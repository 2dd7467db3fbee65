package dev.robis.seg.detector;

import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.score.TileSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One training: what to learn from, how, and where its unfinished state waits.
 *
 * @param config network, maps and training
 * @param weights where the encoder's weights are
 * @param encoderSha256 of the encoder's weights file
 * @param images good images, by product
 * @param cut tiles to learn from in place of those of the images, if they were cut before
 * @param work folder for temporary files and checkpoints; exists
 * @param resume whether to go on from the checkpoint in {@code work}
 * @param checkpointEvery how often an unfinished state is saved, beside the ends of epochs
 * @param featureCache bytes that encoded features may take in {@code work}; 0 for none
 * @param listener is told how it goes
 */
public record TrainingJob(
        RobisConfig config,
        EncoderWeights weights,
        String encoderSha256,
        TrainingImages images,
        Optional<TileSource<String>> cut,
        Path work,
        boolean resume,
        Duration checkpointEvery,
        long featureCache,
        TrainingListener listener) {

    private static final String CHECKPOINT = "checkpoint.safetensors";

    /** Where a trainer that can resume keeps its unfinished state. */
    public Path checkpoint() {
        return checkpoint(work);
    }

    /** The same for a folder that no training works in now. */
    public static Path checkpoint(Path work) {
        return work.resolve(CHECKPOINT);
    }
}
