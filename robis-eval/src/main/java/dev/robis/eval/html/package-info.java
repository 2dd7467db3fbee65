/**
 * A report for people: one HTML file without a network, with scores, curves, and every image under the heat of its map, its
 * threshold movable in the browser. Start reading at {@link dev.robis.eval.html.ReportWriter}.
 *
 * <p>What the page looks like and does is in the resources beside the classes: Mustache templates, one
 * style sheet, one script. Java computes every number of the page but those that follow a slider.
 *
 * <p>May use the metrics, the overlays, and AWT's image codecs.
 */
package dev.robis.eval.html;
