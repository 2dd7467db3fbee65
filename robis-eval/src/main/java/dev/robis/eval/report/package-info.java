/**
 * Metrics of several categories as a table, JSON and CSV. Start reading at {@link dev.robis.eval.report.MetricsReport}; the
 * formats are described in {@code docs/metrics.md}.
 *
 * <p>May use Jackson besides {@code dev.robis.eval}. Makes text, writes no files.
 */
package dev.robis.eval.report;
