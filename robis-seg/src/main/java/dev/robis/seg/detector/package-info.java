/**
 * The seam for detectors: {@link dev.robis.seg.detector.Detector} makes maps of tiles, {@link
 * dev.robis.seg.detector.DetectorTrainer} learns one from good images, {@link dev.robis.seg.detector.DetectorKind} finds both
 * by name. {@link dev.robis.seg.detector.EncoderWeights} says where the weights of the encoder are.
 */
package dev.robis.seg.detector;
