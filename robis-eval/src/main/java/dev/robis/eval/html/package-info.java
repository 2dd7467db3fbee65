/**
 * A report for people: one HTML file with scores, curves, and every image under the colours of its map. The reader can move
 * the threshold in the browser. Start reading at {@link dev.robis.eval.html.ReportWriter}.
 *
 * <p>What the page looks like and does is in the resources beside the classes: Mustache templates, one style sheet, one script.
 * Java computes every number of the page except those that follow a slider.
 *
 * <p>May use the metrics, the overlays, and AWT's image codecs.
 */
@NullMarked
package dev.robis.eval.html;

import org.jspecify.annotations.NullMarked;
