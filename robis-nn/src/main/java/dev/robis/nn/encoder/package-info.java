/**
 * The seam between encoders and detectors: {@link dev.robis.nn.encoder.Encoder} turns images into named feature maps. Knows
 * tensors, and neither an architecture nor an engine.
 */
package dev.robis.nn.encoder;
