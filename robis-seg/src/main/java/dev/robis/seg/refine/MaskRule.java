package dev.robis.seg.refine;

import dev.robis.nn.sam.SamPredictor.MaskOutput;

/** What is done with the coarse masks of a category. */
public enum MaskRule {
    /** Nothing: they are as good as they get. */
    SKIP(null),
    /** Every box is answered with one mask. */
    SINGLE(MaskOutput.SINGLE),
    /** Every box is answered with several masks, of a part and of the whole, which are united. */
    MULTI(MaskOutput.MULTI);

    private final MaskOutput output;

    MaskRule(MaskOutput output) {
        this.output = output;
    }

    MaskOutput output() {
        return output;
    }
}
