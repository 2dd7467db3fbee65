package dev.robis.seg.binarize;

/**
 * Scores between which MEBin looks for a threshold: from the smallest to the largest of the maxima of some maps. The
 * map with the smallest maximum has no score above the range, and so no MEBin region.
 *
 * @param min smallest maximum, map units
 * @param max largest maximum, map units; equal to {@code min} for a range in which nothing can be found
 */
public record SearchRange(float min, float max) {

    /** The range of no maps. */
    public static final SearchRange EMPTY = new SearchRange(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);

    public SearchRange {
        boolean empty = min == Float.POSITIVE_INFINITY && max == Float.NEGATIVE_INFINITY;
        if (!empty && !(min <= max && Float.isFinite(min) && Float.isFinite(max)))
            throw new IllegalArgumentException("search range must be finite and rising, found " + min + " to " + max);
    }

    /** The smallest range that holds both. */
    public SearchRange hull(SearchRange other) {
        return new SearchRange(Math.min(min, other.min), Math.max(max, other.max));
    }
}
