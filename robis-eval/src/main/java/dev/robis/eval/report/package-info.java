/**
 * The metrics of several categories as a table, as JSON and as CSV. Start reading at {@link
 * dev.robis.eval.report.MetricsReport}. The formats are described in {@code docs/metrics.md}.
 *
 * <p>May use Jackson besides {@code dev.robis.eval}. Makes text and writes no files.
 */
@NullMarked
package dev.robis.eval.report;

import org.jspecify.annotations.NullMarked;
