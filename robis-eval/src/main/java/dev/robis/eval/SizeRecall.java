package dev.robis.eval;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How many ground-truth regions of one range of sizes the predicted masks find. A region is hit if at least one of its
 * pixels is marked; {@link #coverage} says how well. A region is 8-connected and has the size that the ground truth given to the
 * evaluator shows, in pixels.
 *
 * @param minArea smallest area of the bin
 * @param endArea first area beyond the bin; empty for the last bin
 * @param regions in the bin
 * @param hit of these
 * @param coverage mean over the regions of the fraction marked; empty without a region
 */
public record SizeRecall(int minArea, OptionalInt endArea, long regions, long hit, OptionalDouble coverage) {

    /** Share of the regions that are hit; empty without a region. */
    public OptionalDouble recall() {
        return regions == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hit / regions);
    }
}
