package dev.robis.cli;

import dev.robis.seg.config.Protocol;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.config.Shots;
import dev.robis.seg.detector.EncoderWeights;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The network and its training. */
final class ModelOptions {

    @Option(
            names = "--encoder",
            paramLabel = "NAME",
            defaultValue = "dinov2reg_vit_base_14",
            description =
                    "Backbone (default: ${DEFAULT-VALUE}): dinov2reg, dinov2, dino, ibot, mae, moco, deit, digpt, "
                            + "beitv2 or beit, then _vit_SIZE_PATCH; docs/encoders.md lists them all. robis_vit_tiny_14 is "
                            + "embedded, for trying things out.")
    String encoder;

    @Mixin
    private WeightsOptions encoderFile;

    @Mixin
    private InputOptions input;

    @Option(
            names = {"--prototypes", "--INP_num"},
            paramLabel = "N",
            defaultValue = "6",
            description = "Intrinsic normal prototypes (default: ${DEFAULT-VALUE}).")
    int prototypes;

    @Option(
            names = {"--epochs", "--total_epochs"},
            paramLabel = "N",
            defaultValue = "200",
            description = "Passes over the training tiles (default: ${DEFAULT-VALUE}).")
    int epochs;

    @Option(
            names = {"--batch-size", "--batch_size"},
            paramLabel = "TILES",
            defaultValue = "16",
            description = "Tiles per training step (default: ${DEFAULT-VALUE}).")
    int batchSize;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--shots",
            paramLabel = "N",
            description =
                    "Learn from as many images of each category only, turned, moved and mirrored as in INP-Former "
                            + "(which takes 1, 2 or 4).")
    private Integer shots;

    @Option(
            names = "--shot-seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Which they are (default: ${DEFAULT-VALUE}).")
    private long shotSeed;

    @Option(names = "--no-augment", description = "Train without varying exposure and noise.")
    boolean plain;

    @Option(
            names = "--feature-cache",
            paramLabel = "GB",
            description =
                    "With --no-augment: encode each tile once and keep what the encoder makes of it in a temporary "
                            + "file of at most this size, beside the checkpoint. Changes results by rounding at most.")
    private Double featureCache;

    @Option(names = "--resume", description = "Go on with a training that ended early.")
    boolean resume;

    @Option(names = "--overwrite", description = "Train again where a trained model is already.")
    boolean overwrite;

    @Option(
            names = "--checkpoint-minutes",
            paramLabel = "MINUTES",
            defaultValue = "5",
            description = "How often an unfinished training is saved, beside the ends of epochs "
                    + "(default: ${DEFAULT-VALUE}).")
    double checkpointMinutes;

    RobisConfig config(TileOptions tiles, Protocol protocol, DecisionOptions decision) {
        RobisConfig config = config(tiles).withProtocol(protocol);
        return config.withMaps(decision.apply(config.maps()));
    }

    private RobisConfig config(TileOptions tiles) {
        try {
            return tiles.apply(input.apply(RobisConfig.defaults().withEncoder(encoder))
                    .withPrototypes(prototypes)
                    .withEpochs(epochs)
                    .withBatchSize(batchSize)
                    .withAugment(!plain)
                    .withSeed(seed));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    Optional<Shots> shots() {
        try {
            return Optional.ofNullable(shots).map(count -> new Shots(count, shotSeed));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--shots: " + e.getMessage());
        }
    }

    /** Bytes, 0 for none. */
    long featureCache() {
        if (featureCache == null) return 0;
        if (!(featureCache > 0)) throw new UsageException("--feature-cache must be positive, found " + featureCache);
        if (!plain) throw new UsageException("--feature-cache needs --no-augment: augmented tiles never come again");
        return (long) (featureCache * 1e9);
    }

    EncoderWeights weights() {
        return encoderFile.weights();
    }

    Duration checkpointEvery() {
        if (!(checkpointMinutes >= 0))
            throw new UsageException("--checkpoint-minutes must not be negative, found " + checkpointMinutes);
        return Duration.ofMillis((long) (checkpointMinutes * 60_000));
    }
}
