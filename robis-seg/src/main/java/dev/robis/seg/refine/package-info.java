/**
 * Refines coarse masks with Segment Anything (the method's SAM-Finer): boxes around the largest components, a mask for
 * each box, their union, holes filled. Start at {@link dev.robis.seg.refine.SamFiner}; {@link
 * dev.robis.seg.refine.RefineConfig} says what is done where, and {@link dev.robis.seg.refine.SamFiles} finds weights.
 */
package dev.robis.seg.refine;
