/**
 * The facade: {@link dev.robis.seg.RobisTrainer} learns a product, {@link dev.robis.seg.AnomalySegmenter} marks
 * defects on its images. Start with either. The packages below hold the parts; the networks are in {@code
 * dev.robis.nn}.
 */
package dev.robis.seg;
