package dev.robis.seg.config;

/** Whose numbers are wanted. */
public enum Protocol {

    /**
     * The reference's, its quirks included: maps of a split are normalised together, thresholds come from all its maps.
     * For comparing with published numbers; a map depends on the images beside it.
     */
    REFERENCE,

    /**
     * Every image for itself: ranges and thresholds come from defect-free images at the end of training, and what the
     * reference gets wrong numerically is mended. For production; see {@code docs/protocols.md}.
     */
    CALIBRATED
}
