/**
 * Segment Anything on images. {@link dev.robis.seg.sam.SamImagePredictor} is the predictor of
 * {@code dev.robis.nn.sam} with the resize that its weights expect;
 * {@link dev.robis.seg.sam.AutomaticMaskGenerator} finds everything in an image with it.
 */
package dev.robis.seg.sam;
