package dev.robis.seg.binarize;

/** What of the pixels that erosion took from a mask is given back, once the threshold is chosen. */
public enum Restoration {
    /** Nothing, as in the reference: regions stay smaller by the square's side less one, on both axes. */
    NONE,
    /**
     * All that the square covers where it fits into a region (an opening): regions keep their size and lose only corners and
     * spurs thinner than the square. Regions in which it fits nowhere, such as scratches, still vanish.
     */
    OPENING,
    /** Everything above the threshold, thin regions and single pixels included: erosion only helps to choose it. */
    ALL
}
