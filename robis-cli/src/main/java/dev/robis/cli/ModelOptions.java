package dev.robis.cli;

import dev.robis.nn.feature.EncoderModel;
import dev.robis.seg.config.ModelConfig;
import dev.robis.seg.config.Protocol;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.config.Shots;
import dev.robis.seg.config.TrainingConfig;
import dev.robis.seg.detector.EncoderWeights;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The network and its training. */
final class ModelOptions {

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            description =
                    "memory-bank (the default): learns in seconds; inp-former: RoBiS, the default of the protocol "
                            + "REFERENCE and where another encoder, an input size or something of its training is named. See "
                            + "docs/detectors.md.")
    private String detector;

    @Option(
            names = "--encoder",
            paramLabel = "NAME",
            description = "Backbone (default: efficientnet_lite0, which is embedded; for inp-former "
                    + "dinov2reg_vit_base_14): efficientnet_lite0 to 4, dinov2reg, dinov2, dino, ibot, mae, moco, deit, digpt, "
                    + "beitv2 or beit, then _vit_SIZE_PATCH; docs/encoders.md lists them all.")
    private String encoder;

    @Mixin
    private WeightsOptions encoderFile;

    @Mixin
    private InputOptions input;

    @Option(
            names = {"--prototypes", "--INP_num"},
            paramLabel = "N",
            description = "Intrinsic normal prototypes of inp-former (default: 6).")
    private Integer prototypes;

    @Option(
            names = "--bank-size",
            paramLabel = "N",
            description = "Vectors that a memory bank remembers of each layer (default: 1000).")
    private Integer bankSize;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            description = "Vectors that they are chosen from, over all images (default: 20000).")
    private Integer candidates;

    @Option(
            names = "--candidates-per-image",
            paramLabel = "N",
            description = "Of which every image gives at most so many (default: 256).")
    private Integer candidatesPerImage;

    @Option(
            names = {"--epochs", "--total_epochs"},
            paramLabel = "N",
            description = "Passes over the training tiles (default: 200).")
    private Integer epochs;

    @Option(
            names = {"--batch-size", "--batch_size"},
            paramLabel = "TILES",
            description = "Tiles per training step (default: 16).")
    private Integer batchSize;

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

    /**
     * Whose numbers are wanted, where nobody said so.
     *
     * @param asked by the user; null for nothing
     * @throws UsageException if the detector knows no such protocol
     */
    Protocol protocol(Protocol asked, Protocol usual) {
        boolean bank = detector(asked == null ? usual : asked).equals(ModelConfig.MEMORY_BANK);
        if (bank && asked == Protocol.REFERENCE)
            throw new UsageException("--protocol REFERENCE: the reference has the detector inp-former only, found "
                    + ModelConfig.MEMORY_BANK);
        return asked != null ? asked : bank ? Protocol.CALIBRATED : Protocol.REFERENCE;
    }

    /** What only INP-Former has, asks for it. */
    private String detector(Protocol protocol) {
        if (detector != null) return detector;
        boolean ofTraining = prototypes != null || epochs != null || batchSize != null || featureCache != null;
        boolean otherEncoder = encoder != null && !encoder().anySize();
        return protocol == Protocol.REFERENCE || ofTraining || otherEncoder || input.given()
                ? ModelConfig.INP_FORMER
                : ModelConfig.MEMORY_BANK;
    }

    private EncoderModel encoder() {
        try {
            return EncoderModel.named(encoder);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    RobisConfig config(TileOptions tiles, Protocol protocol, DecisionOptions decision) {
        try {
            RobisConfig config = tiles.apply(input.apply(network(detector(protocol))));
            TrainingConfig training =
                    config.training().withProtocol(protocol).withAugment(!plain).withSeed(seed);
            if (epochs != null) training = training.withEpochs(epochs);
            if (batchSize != null) training = training.withBatchSize(batchSize);
            training = training.withCandidates(
                    candidates == null ? training.candidates() : candidates,
                    candidatesPerImage == null ? training.candidatesPerImage() : candidatesPerImage);
            return config.withTraining(training).withMaps(decision.apply(config.maps()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private RobisConfig network(String kind) {
        if (kind.equals(ModelConfig.MEMORY_BANK)) {
            RobisConfig bank = encoder == null ? RobisConfig.defaults() : RobisConfig.memoryBank(encoder);
            return bankSize == null ? bank : bank.withPrototypes(bankSize);
        }
        if (!kind.equals(ModelConfig.INP_FORMER))
            throw new UsageException("--detector: expected " + ModelConfig.MEMORY_BANK + " or " + ModelConfig.INP_FORMER
                    + ", found " + kind);
        RobisConfig reference = RobisConfig.reference();
        if (encoder != null) reference = reference.withEncoder(encoder);
        return prototypes == null ? reference : reference.withPrototypes(prototypes);
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
