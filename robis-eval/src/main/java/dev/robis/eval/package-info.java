/**
 * Metrics of anomaly segmentation over a stream of images. Start reading at {@link dev.robis.eval.SplitEvaluator}.
 *
 * <p>There are two sets of metrics, and their numbers cannot be compared with each other. {@link
 * dev.robis.eval.OfficialScores} follow the definitions of the MVTec AD benchmarks. They are exact: every distinct score is a
 * threshold. {@link dev.robis.eval.ReferenceScores} repeat what RoBiS's own {@code utils/eval.py} computes.
 *
 * <p>A pixel or image is predicted positive at threshold t if its score is at least t; equal scores pass the threshold
 * together. A metric that is undefined, such as an AUROC without a normal pixel, is an empty optional and never a zero. In a
 * mask every pixel other than 0 is set. Sub-images are allowed everywhere.
 *
 * <p>May use BoofCV's image types and the JDK. Knows nothing about networks, image files or data sets. Reports are in {@code
 * dev.robis.eval.report} and {@code dev.robis.eval.html}, pictures in {@code dev.robis.eval.overlay}.
 */
@NullMarked
package dev.robis.eval;

import org.jspecify.annotations.NullMarked;
