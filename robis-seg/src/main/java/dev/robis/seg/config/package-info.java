/**
 * Settings, as immutable records that check themselves. Four questions, four records: which network ({@link
 * dev.robis.seg.config.ModelConfig}), how a map is made ({@link dev.robis.seg.config.MapConfig}), how the detector was learned
 * ({@link dev.robis.seg.config.TrainingConfig}), and how a map is read ({@link dev.robis.seg.config.Decision}). The first three
 * belong to a bundle for life; only the last may change after calibration.
 */
package dev.robis.seg.config;
