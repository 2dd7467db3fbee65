package dev.robis.eval;

/**
 * Scores the images of one split, one image at a time:
 *
 * <pre>{@code
 * try (SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(OfficialConfig.defaults())) {
 *     for (Image i : split)
 *         evaluator.add(ImageResult.bad(i.name()).withGroundTruth(i.truth()).withMap(i.map()).withMask(i.mask()));
 *     OfficialScores scores = evaluator.finish();
 * }
 * }</pre>
 *
 * <p>The evaluator keeps two to three bytes of every pixel. Beyond a given number of pixels they go to a temporary file, see
 * {@link PixelStorage}. No score depends on the order of the images, not even in its last bit, except {@link
 * OfficialScores.SizeRecall#coverage}.
 *
 * <p>Not safe for concurrent use. {@link #close} deletes the temporary file.
 *
 * @param <S> the scores
 */
public sealed interface SplitEvaluator<S> extends AutoCloseable permits OfficialEvaluator, ReferenceEvaluator {

    /** Evaluates by the definitions of the benchmarks. Needs maps, masks, or both. */
    static SplitEvaluator<OfficialScores> official(OfficialConfig config) {
        return new OfficialEvaluator(config);
    }

    /**
     * Evaluates as RoBiS's {@code utils/eval.py} does. Needs masks and does not look at maps. The reference skips bad images
     * without a ground-truth file, and so should the caller.
     */
    static SplitEvaluator<ReferenceScores> reference(ReferenceConfig config) {
        return new ReferenceEvaluator(config);
    }

    /**
     * Adds one image. If this throws {@code IllegalArgumentException}, the image is not counted and others may follow.
     *
     * @param image a good image, or a bad one with its ground truth. Infinite scores are legal, because only their rank
     *     counts. Either every image has a map or none has, and the same holds for masks. A bad image with an empty ground
     *     truth counts as a bad image without a region.
     * @throws IllegalArgumentException if sizes differ, a score is NaN, or something is missing
     * @throws java.io.UncheckedIOException if the temporary file cannot be written
     */
    void add(ImageResult image);

    /**
     * Ends the evaluation.
     *
     * @return the scores of all images added; without any image everything is undefined
     * @throws java.io.UncheckedIOException if the temporary file cannot be read
     */
    S finish();

    @Override
    void close();
}
