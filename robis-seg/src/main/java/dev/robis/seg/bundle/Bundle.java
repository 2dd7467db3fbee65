package dev.robis.seg.bundle;

import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.ModelConfig;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.detector.DetectorKind;
import dev.robis.seg.detector.EncoderWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained product, as a folder: {@code model.safetensors} holds what the detector keeps, {@code bundle.yaml} everything else,
 * {@code SHA256SUMS} the digests of both. The encoder is not in it; it is remembered by its SHA-256. Later versions of this
 * library read the bundles of earlier ones; what an earlier one cannot read it refuses by the number of the format.
 * Immutable, safe for concurrent use.
 *
 * @param folder where it is
 * @param description what {@code bundle.yaml} says
 */
public record Bundle(Path folder, BundleDescription description) {

    /**
     * Reads a bundle's description; the tensors stay in their file.
     *
     * @throws NoSuchFileException if the folder is no bundle, naming the missing file
     * @throws IOException if the description was changed since it was written, or cannot be understood, naming file and place
     */
    public static Bundle open(Path folder) throws IOException {
        return new Bundle(folder, BundleFiles.read(folder));
    }

    /** Whether a folder holds a bundle. */
    public static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve(BundleFiles.DESCRIPTION))
                && Files.isRegularFile(folder.resolve(BundleFiles.MODEL));
    }

    /**
     * What results of this bundle are known by: a digest over everything that can change an answer, the calibration included
     * and the {@link Decision} not.
     */
    public String identity() {
        return description.identity();
    }

    /** Which network it has. */
    public ModelConfig model() {
        return description.model();
    }

    /** How its maps are made. */
    public MapConfig maps() {
        return description.maps();
    }

    /** What good images score, all products together. */
    public Calibration calibration() {
        return description.calibration();
    }

    /** How its scores become answers unless something else is asked for. */
    public Decision decision() {
        return description.decision();
    }

    /**
     * Opens the detector as it was calibrated.
     *
     * @throws IOException if weights are missing or damaged, or the encoder is not the one of the training
     */
    public Detector openDetector(EncoderWeights weights) throws IOException {
        return openDetectors(weights, 1).get(0);
    }

    /** As many of them; the encoder's file is checked once. */
    public List<Detector> openDetectors(EncoderWeights weights, int count) throws IOException {
        return open(maps(), weights, count);
    }

    /**
     * Opens the detector with the reference's maps, for {@link dev.robis.seg.config.Protocol#REFERENCE}, which does without the
     * calibration.
     *
     * @throws IOException as above
     */
    public Detector openReferenceDetector(EncoderWeights weights) throws IOException {
        return open(maps().asReference(), weights, 1).get(0);
    }

    private List<Detector> open(MapConfig maps, EncoderWeights weights, int count) throws IOException {
        List<Detector> detectors = new ArrayList<>();
        try (TensorSource kept = openModel(weights)) {
            for (int i = 0; i < count; i++) detectors.add(DetectorKind.open(model(), maps, weights, kept));
            return detectors;
        } catch (IOException | RuntimeException e) {
            detectors.forEach(Detector::close);
            throw e;
        }
    }

    /**
     * What the detector keeps. It and the encoder are checked to be those that they were.
     *
     * @throws IOException if they are not
     */
    public TensorSource openModel(EncoderWeights weights) throws IOException {
        String found = weights.sha256(model().encoder());
        if (!found.equals(description.encoderSha256()))
            throw new IOException(folder.resolve(BundleFiles.DESCRIPTION) + ": trained on an encoder "
                    + model().encoder() + " with SHA-256 " + description.encoderSha256() + ", found one with " + found);
        return BundleFiles.model(folder, description.modelSha256());
    }
}
