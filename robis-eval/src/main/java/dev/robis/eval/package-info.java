/**
 * Metrics of anomaly segmentation over a stream of images. Start reading at {@link dev.robis.eval.SplitEvaluator}.
 *
 * <p>There are two sets of metrics, and no number of one can be taken for a number of the other:
 * {@link dev.robis.eval.OfficialScores} follow the definitions of the MVTec AD benchmarks and are exact, with every distinct
 * score as a threshold; {@link dev.robis.eval.ReferenceScores} repeat what RoBiS's own {@code utils/eval.py} computes.
 *
 * <p>Conventions: a pixel or image is predicted positive at threshold t when its score is at least t, and all of equal
 * score enter together. A metric that is undefined, such as an AUROC without a normal pixel, is an empty optional, never
 * a zero. Maps are {@code GrayF32}, masks {@code GrayU8} with anything but 0 set; sub-images are fine.
 *
 * <p>May use BoofCV's image types and the JDK; knows nothing of networks, files of images or data-set layouts. Reports are
 * in {@code dev.robis.eval.report}.
 */
package dev.robis.eval;
