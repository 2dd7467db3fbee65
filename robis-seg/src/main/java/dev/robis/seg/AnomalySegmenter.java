package dev.robis.seg;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.config.Decision;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.UnreadableImageException;
import dev.robis.seg.result.Judge;
import dev.robis.seg.result.Segmentation;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/**
 * Marks defects, one image at a time: the answer to an image is the same alone as among a thousand.
 *
 * <pre>{@code
 * try (AnomalySegmenter segmenter = AnomalySegmenter.open(Path.of("can"))) {
 *     Segmentation found = segmenter.segment(ImageFiles.read(Path.of("image.png")));
 * }
 * }</pre>
 *
 * <p>Safe for concurrent use. Networks are used by one thread at a time, so that as many images are in work as there
 * are networks; further callers wait, and are served in the order they came. A thread that is interrupted, waiting or
 * between two tiles, gets a {@link CancellationException} and stays interrupted.
 */
public final class AnomalySegmenter implements AutoCloseable {

    private final Bundle bundle;
    private final Networks networks;
    private final Calibration calibration;
    private final Decision decision;
    private final Judge judge;

    private AnomalySegmenter(Bundle bundle, Networks networks, Calibration calibration, Decision decision) {
        this.bundle = bundle;
        this.networks = networks;
        this.calibration = calibration;
        this.decision = decision;
        this.judge = new Judge(calibration, decision, bundle.maps());
    }

    /** Opens a bundle with one network and the encoder's weights from their standard place. */
    public static AnomalySegmenter open(Path bundle) throws IOException {
        return open(Bundle.open(bundle), EncoderWeights.standard(), 1);
    }

    /**
     * @param networks how many images may be in work at once; each has a copy of the weights
     * @throws IOException if bundle or weights are missing or damaged, or the encoder is not that of the training
     */
    public static AnomalySegmenter open(Bundle bundle, EncoderWeights weights, int networks) throws IOException {
        return open(bundle, weights, networks, bundle.decision());
    }

    /**
     * @param decision in place of the bundle's
     * @throws IOException as above
     */
    public static AnomalySegmenter open(Bundle bundle, EncoderWeights weights, int networks, Decision decision)
            throws IOException {
        if (networks <= 0) throw new IllegalArgumentException("networks must be positive, found " + networks);
        return new AnomalySegmenter(
                bundle,
                new Networks(bundle.maps(), bundle.openDetectors(weights, networks)),
                bundle.calibration(),
                decision);
    }

    /** What decides. */
    public Decision decision() {
        return decision;
    }

    /** What good images score, and so what this segmenter measures by. */
    public Calibration calibration() {
        return calibration;
    }

    /**
     * The same networks with another false-alarm rate of images; closing either closes both.
     *
     * @param rate above 0 and below 1
     */
    public AnomalySegmenter withFalseAlarmRate(double rate) {
        return new AnomalySegmenter(bundle, networks, calibration, decision.withFalseAlarmRate(rate));
    }

    /**
     * The same networks with another sensitivity; closing either closes both.
     *
     * @param value positive, see {@link Decision}
     */
    public AnomalySegmenter withSensitivity(double value) {
        return new AnomalySegmenter(bundle, networks, calibration, decision.withSensitivity(value));
    }

    /**
     * The same networks, measuring by what good images of one product score; closing either closes both.
     *
     * @param name of one of the products that the model was trained on together
     * @throws IllegalArgumentException if it is none of them, listing them
     */
    public AnomalySegmenter forCategory(String name) {
        Calibration own = bundle.description().categories().get(name);
        if (own == null)
            throw new IllegalArgumentException(bundle.folder() + ": no category " + name + " by itself; it has "
                    + (bundle.description().categories().isEmpty()
                            ? "one calibration for all"
                            : bundle.description().categories().keySet()));
        return new AnomalySegmenter(bundle, networks, own, decision);
    }

    /**
     * @param image a file as {@link ImageFiles} reads it
     * @throws UnreadableImageException if it is no such image
     * @throws IOException if it is missing or cannot be read
     */
    public Segmentation segment(Path image) throws IOException {
        return segment(ImageFiles.read(image));
    }

    /**
     * @param image bytes of a file as {@link ImageFiles} reads it
     * @throws UnreadableImageException if they are no such image
     */
    public Segmentation segment(byte[] image) throws IOException {
        return segment(ImageFiles.read(image, "image of " + image.length + " bytes"));
    }

    /**
     * @param image grey, palette or RGB, up to 16 bits per sample; alpha is ignored. Not modified.
     * @throws IllegalArgumentException if it is of another kind
     */
    public Segmentation segment(BufferedImage image) {
        return segment(ImageFiles.of(image));
    }

    /**
     * @param image grey, 8 bits, of any size. Not modified.
     */
    public Segmentation segment(GrayU8 image) {
        Planar<GrayU8> bands = new Planar<>(GrayU8.class, 3);
        for (int band = 0; band < 3; band++) bands.setBand(band, image);
        bands.width = image.width;
        bands.height = image.height;
        bands.stride = image.stride;
        bands.startIndex = image.startIndex;
        return segment(bands);
    }

    /**
     * @param image bands red, green, blue, 8 bits, of any size. Not modified.
     * @throws IllegalStateException if this segmenter is closed
     * @throws CancellationException if this thread is interrupted
     * @throws IllegalArgumentException if the image has other than three bands
     */
    public Segmentation segment(Planar<GrayU8> image) {
        if (image.getNumBands() != 3)
            throw new IllegalArgumentException(
                    "expected bands red, green, blue, found " + image.getNumBands() + " bands");
        return judge.judge(networks.raw(image), image.width, image.height);
    }

    /** Waits for images in work and frees the networks. */
    @Override
    public void close() {
        networks.close();
    }
}
