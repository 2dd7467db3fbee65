package dev.robis.seg;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.binarize.Binarizer;
import dev.robis.seg.binarize.BinaryResult;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.binarize.ThresholdRule;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.UnreadableImageException;
import dev.robis.seg.map.BilinearResize;
import dev.robis.seg.score.TileScorer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

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

    private final RobisConfig config;
    private final Calibration calibration;
    private final Binarizer binarizer;
    private final BlockingQueue<TileScorer> idle;

    /** Held for reading by images in work, for writing to close. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    private AnomalySegmenter(RobisConfig config, Calibration calibration, BlockingQueue<TileScorer> idle) {
        this.config = config;
        this.calibration = calibration;
        this.binarizer =
                Binarizer.calibrated(calibration.statistics()).withRule(rule(config, calibration.statistics()));
        this.idle = idle;
    }

    /** Defect-free images reach further than three deviations: the border lies beyond what they reach, or at MEBin's. */
    private static ThresholdRule rule(RobisConfig config, ScoreStatistics defectFree) {
        double reached = (defectFree.max() - defectFree.mean()) / defectFree.standardDeviation();
        return Binarizer.rule(Math.max(config.deviations(), reached));
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
        if (networks <= 0) throw new IllegalArgumentException("networks must be positive, found " + networks);
        BlockingQueue<TileScorer> idle =
                new ArrayBlockingQueue<>(networks, true, bundle.openScorers(Protocol.CALIBRATED, weights, networks));
        return new AnomalySegmenter(bundle.config(), bundle.content().calibration(), idle);
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
        GrayF32 small = calibration.scale(raw(image));
        BinaryResult binary = binarizer.binarize(small);
        GrayF32 map = BilinearResize.ALIGNED_EDGES.resize(small, image.width, image.height);
        GrayU8 mask = enlarge(binary.mask(), image.width, image.height);
        return new Segmentation(map, mask, ScoreStatistics.of(small).max(), binary.threshold(), Regions.of(mask, map));
    }

    private GrayF32 raw(Planar<GrayU8> image) {
        use.readLock().lock();
        try {
            if (closed) throw new IllegalStateException("this segmenter is closed");
            TileScorer scorer = take();
            try {
                return ImageMap.raw(config, scorer, image);
            } finally {
                idle.add(scorer);
            }
        } finally {
            use.readLock().unlock();
        }
    }

    private TileScorer take() {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException)
                    new CancellationException("interrupted while waiting for a network").initCause(e);
        }
    }

    /** Halfway between pixels of the small mask, the border of the large one runs smoothly. */
    private static GrayU8 enlarge(GrayU8 mask, int width, int height) {
        GrayF32 scores = new GrayF32(mask.width, mask.height);
        for (int i = 0; i < scores.data.length; i++) scores.data[i] = mask.data[i];
        GrayF32 smooth = BilinearResize.ALIGNED_EDGES.resize(scores, width, height);
        GrayU8 large = new GrayU8(width, height);
        for (int i = 0; i < large.data.length; i++) large.data[i] = (byte) (smooth.data[i] >= 0.5f ? 1 : 0);
        return large;
    }

    /** Waits for images in work and frees the networks. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            closed = true;
            idle.forEach(TileScorer::close);
            idle.clear();
        } finally {
            use.writeLock().unlock();
        }
    }
}
