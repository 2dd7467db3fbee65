/** Segment Anything on images: the predictor of {@code dev.robis.nn.sam} with the resize that its weights expect. */
package dev.robis.seg.sam;
