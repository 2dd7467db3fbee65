package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;

/**
 * Scores the images of one split, one at a time:
 *
 * <pre>{@code
 * try (SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(OfficialConfig.defaults())) {
 *     for (Image i : split) evaluator.add(i.name(), i.map(), i.mask(), i.groundTruth());
 *     OfficialScores scores = evaluator.finish();
 * }
 * }</pre>
 *
 * <p>What is kept of a pixel takes two to three bytes; beyond a given number of pixels it goes to a temporary file, see
 * {@link PixelStorage}. No number depends on the order of the images, not even in its last bit, but for
 * {@link SizeRecall#coverage}.
 *
 * <p>Not safe for concurrent use. {@link #close} deletes the temporary file.
 *
 * @param <S> the scores
 */
public interface SplitEvaluator<S> extends AutoCloseable {

    /** By the definitions of the benchmarks. */
    static SplitEvaluator<OfficialScores> official(OfficialConfig config) {
        return new OfficialEvaluator(config);
    }

    /**
     * As RoBiS's {@code utils/eval.py}; needs masks and does not look at maps. The reference leaves out anomalous images
     * without a ground-truth file, and so should the caller.
     */
    static SplitEvaluator<ReferenceScores> reference(ReferenceConfig config) {
        return new ReferenceEvaluator(config);
    }

    /**
     * Takes in one image. If it throws {@code IllegalArgumentException}, the image is not counted and others may follow.
     *
     * @param name names the image in errors and results
     * @param map anomaly map, higher is more anomalous; infinite values are legal, only their rank counts; null where
     *     there are none. Not modified.
     * @param mask predicted mask, not 0 is defect; null where there are none. Either every image has one or none has; the
     *     same holds for maps. Not modified.
     * @param groundTruth true mask, not 0 is defect, or null for a good image. An image with an empty ground truth is
     *     an anomalous image without a region: it happens when small defects vanish in a reduced mask. Not modified.
     * @throws IllegalArgumentException if sizes differ, a value of the map is NaN, or a needed image is missing
     * @throws java.io.UncheckedIOException if the temporary file cannot be written
     */
    void add(String name, GrayF32 map, GrayU8 mask, GrayU8 groundTruth);

    /**
     * The scores of all images added, of none at all too. Ends the evaluation.
     *
     * @throws java.io.UncheckedIOException if the temporary file cannot be read
     */
    S finish();

    @Override
    void close();
}
