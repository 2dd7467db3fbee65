package dev.robis.seg;

import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.bundle.BundleWriter;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.config.Shots;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.DetectorKind;
import dev.robis.seg.detector.DetectorTrainer;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.detector.TrainingImages;
import dev.robis.seg.detector.TrainingJob;
import dev.robis.seg.image.ShotAugmentation;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.score.TileSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns a product from its defect-free images.
 *
 * <pre>{@code
 * RobisConfig config = RobisConfig.defaults().withEpochs(50);
 * Bundle bundle = new RobisTrainer(config).train(Dataset.mvtecAd2(root, "can"), Path.of("can"), TrainingListener.NONE);
 * }</pre>
 *
 * <p>The result depends on configuration, images and encoder alone. While training goes on, its state is kept in the
 * folder {@code BUNDLE.training}: replaced at the end of each epoch and after some minutes, so that a process that is
 * killed loses no more than that, and {@link #resume} ends with the same weights as an unbroken run. Immutable; safe
 * for concurrent use on different bundles.
 */
public final class RobisTrainer {

    private static final Logger LOG = LoggerFactory.getLogger(RobisTrainer.class);
    private static final String WORK = ".training";

    private final RobisConfig config;
    private final EncoderWeights weights;
    private final Duration checkpointEvery;
    private final Optional<TileSource<String>> cut;
    private final Decision decision;
    private final Optional<Shots> shots;
    private final long featureCache;

    public RobisTrainer(RobisConfig config) {
        this(
                config,
                EncoderWeights.standard(),
                Duration.ofMinutes(5),
                Optional.empty(),
                config.decision(),
                Optional.empty(),
                0);
    }

    private RobisTrainer(
            RobisConfig config,
            EncoderWeights weights,
            Duration checkpointEvery,
            Optional<TileSource<String>> cut,
            Decision decision,
            Optional<Shots> shots,
            long featureCache) {
        this.config = config;
        this.weights = weights;
        this.checkpointEvery = checkpointEvery;
        this.cut = cut;
        this.decision = decision;
        this.shots = shots;
        this.featureCache = featureCache;
    }

    /** The same, with the encoder's weights from elsewhere. */
    public RobisTrainer withWeights(EncoderWeights other) {
        return new RobisTrainer(config, other, checkpointEvery, cut, decision, shots, featureCache);
    }

    /** The same, with the state written that often beside the ends of epochs. */
    public RobisTrainer withCheckpointEvery(Duration interval) {
        return new RobisTrainer(config, weights, interval, cut, decision, shots, featureCache);
    }

    /** The same, learning from tiles that were cut before instead of cutting the training images. */
    public RobisTrainer withTiles(TileSource<String> tiles) {
        return new RobisTrainer(config, weights, checkpointEvery, Optional.of(tiles), decision, shots, featureCache);
    }

    /** The same, with another decision for the bundle to begin with. */
    public RobisTrainer withDecision(Decision other) {
        return new RobisTrainer(config, weights, checkpointEvery, cut, other, shots, featureCache);
    }

    /** The same, learning from a few images only, which are turned, moved and mirrored: see {@link ShotAugmentation}. */
    public RobisTrainer withShots(Shots few) {
        return new RobisTrainer(config, weights, checkpointEvery, cut, decision, Optional.of(few), featureCache);
    }

    /**
     * The same, with what the frozen encoder makes of tiles kept in a temporary file beside the checkpoint, so that from the
     * second epoch on nothing is encoded again. Changes results by rounding at most.
     *
     * @param bytes at most; 0 for no such file
     * @throws IllegalArgumentException if negative, or if the configuration augments tiles: they never come again then
     */
    public RobisTrainer withFeatureCache(long bytes) {
        if (bytes < 0) throw new IllegalArgumentException("feature cache must not be negative, found " + bytes);
        if (bytes > 0 && config.training().augment())
            throw new IllegalArgumentException("a feature cache is of use only where tiles are not augmented");
        return new RobisTrainer(config, weights, checkpointEvery, cut, decision, shots, bytes);
    }

    /** Where the state of an unfinished training is kept. */
    public static Path workFolder(Path bundle) {
        Path absolute = bundle.toAbsolutePath();
        return absolute.resolveSibling(absolute.getFileName() + WORK);
    }

    /** Whether a training of that bundle ended early and can be resumed. */
    public static boolean isUnfinished(Path bundle) {
        return Files.isRegularFile(TrainingJob.checkpoint(workFolder(bundle)));
    }

    /**
     * Trains from the beginning.
     *
     * @param bundle folder to write; must not exist
     * @throws FileAlreadyExistsException if the bundle exists, or an unfinished training of it
     * @throws ArithmeticException if the loss is not finite; the last checkpoint stays
     */
    public Bundle train(Dataset dataset, Path bundle, TrainingListener listener) throws IOException {
        return train(List.of(dataset), bundle, listener);
    }

    /**
     * Trains one model for several products, whose images are mixed. Each gets a calibration of its own beside the common one.
     *
     * @param products different categories
     * @throws IOException as for one product
     */
    public Bundle train(List<Dataset> products, Path bundle, TrainingListener listener) throws IOException {
        if (isUnfinished(bundle))
            throw new FileAlreadyExistsException(
                    workFolder(bundle) + ": an unfinished training is there; resume it, or delete the folder");
        return run(products, bundle, listener, false);
    }

    /**
     * Goes on with a training that ended early.
     *
     * @param bundle as it was given to {@link #train}
     * @throws NoSuchFileException if there is no unfinished training
     * @throws IOException if it was begun with another configuration, other images or another encoder, naming which
     */
    public Bundle resume(Dataset dataset, Path bundle, TrainingListener listener) throws IOException {
        return resume(List.of(dataset), bundle, listener);
    }

    /** The same for several products. */
    public Bundle resume(List<Dataset> products, Path bundle, TrainingListener listener) throws IOException {
        if (!isUnfinished(bundle))
            throw new NoSuchFileException(workFolder(bundle) + ": no unfinished training to resume");
        if (Bundle.isAt(bundle)) { // all was done but tidying up
            FileUtils.deleteDirectory(workFolder(bundle).toFile());
            return Bundle.open(bundle);
        }
        return run(products, bundle, listener, true);
    }

    private Bundle run(List<Dataset> products, Path bundle, TrainingListener listener, boolean resume)
            throws IOException {
        long names = products.stream().map(Dataset::category).distinct().count();
        if (products.isEmpty() || names < products.size())
            throw new IllegalArgumentException("expected one or more different categories, found "
                    + products.stream().map(Dataset::category).toList());
        if (Files.exists(bundle)) throw new FileAlreadyExistsException(bundle + ": exists already");
        Path work = Files.createDirectories(workFolder(bundle));
        try {
            clear(work);
            List<Dataset> divided = new ArrayList<>();
            for (Dataset product : products) divided.add(divided(product));
            return learn(divided, bundle, work, listener, resume);
        } finally {
            if (Bundle.isAt(bundle) || !isUnfinished(bundle)) FileUtils.deleteDirectory(work.toFile());
        }
    }

    /** Decides which images train and which calibrate, and says so. */
    private Dataset divided(Dataset dataset) {
        boolean validated = !dataset.samples(Split.VALIDATION).isEmpty();
        if (shots.isPresent()) {
            Dataset few = shots.get().of(dataset);
            LOG.info("{}: learning from {}", dataset.category(), names(few));
            if (!validated)
                LOG.warn(
                        "{}: no validation images; thresholds come from the images that are trained on and raise too many"
                                + " alarms",
                        dataset.category());
            return few;
        }
        Dataset divided = dataset.withValidationShare(
                DetectorKind.named(config.model().detector()).heldOutShare());
        if (!validated)
            LOG.warn(
                    "{}: no validation images; thresholds come from {} of {} training images, {}",
                    dataset.category(),
                    Math.max(1, divided.samples(Split.VALIDATION).size()),
                    dataset.samples(Split.TRAIN).size(),
                    divided == dataset ? "which are also trained on" : "which are held back");
        return divided;
    }

    private static List<String> names(Dataset dataset) {
        return dataset.samples(Split.TRAIN).stream()
                .map(sample -> dataset.category() + "/" + sample.name())
                .toList();
    }

    /** Removes what a killed run left half-written. */
    private static void clear(Path work) throws IOException {
        List<Path> inside;
        try (Stream<Path> entries = Files.list(work)) {
            inside = entries.filter(entry -> !entry.equals(TrainingJob.checkpoint(work)))
                    .toList();
        }
        for (Path path : inside) FileUtils.forceDelete(path.toFile());
    }

    private Bundle learn(List<Dataset> products, Path bundle, Path work, TrainingListener listener, boolean resume)
            throws IOException {
        String encoderSha256 = weights.sha256(config.encoder());
        TrainingJob job = new TrainingJob(
                config,
                weights,
                encoderSha256,
                images(products),
                cut,
                work,
                resume,
                checkpointEvery,
                featureCache,
                listener);
        DetectorTrainer.Learned learned =
                DetectorKind.named(config.model().detector()).trainer().learn(job);
        Calibrator.Result measured =
                new Calibrator(config.model(), config.maps(), weights).calibrate(products, learned.kept());
        List<String> chosen = shots.isEmpty()
                ? List.of()
                : products.stream().flatMap(product -> names(product).stream()).toList();
        return new BundleWriter(
                        config,
                        encoderSha256,
                        measured.pooled(),
                        measured.categories(),
                        decision,
                        learned.origin(),
                        chosen)
                .write(bundle, work, learned.kept());
    }

    private TrainingImages images(List<Dataset> products) {
        return new TrainingImages(
                products.stream().map(Dataset::category).collect(Collectors.joining(", ")),
                samples(products, Split.TRAIN),
                samples(products, Split.VALIDATION),
                shots.isPresent());
    }

    private static List<Sample> samples(List<Dataset> products, Split split) {
        return products.stream()
                .flatMap(product -> product.samples(split).stream())
                .toList();
    }
}
