package dev.robis.seg.binarize;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Successive thresholds at which a map has the same number of regions.
 *
 * @param count regions, positive
 * @param length thresholds
 * @param last index of the last, and lowest, of them
 */
record StableInterval(int count, int length, int last) {

    /**
     * @param counts regions at falling thresholds. Not modified.
     * @param shortest fewest thresholds of an interval
     * @return the longest interval with regions, null if none is long enough. Of equally long ones: that of the count
     *     which was the first to have any interval long enough, and of one count the last.
     */
    static StableInterval longest(int[] counts, int shortest) {
        Map<Integer, StableInterval> longestOfCount = new LinkedHashMap<>();
        for (int first = 0, end; first < counts.length; first = end) {
            for (end = first + 1; end < counts.length && counts[end] == counts[first]; ) end++;
            if (counts[first] > 0 && end - first >= shortest)
                longestOfCount.merge(
                        counts[first],
                        new StableInterval(counts[first], end - first, end - 1),
                        (old, found) -> found.length >= old.length ? found : old);
        }
        StableInterval longest = null;
        for (StableInterval interval : longestOfCount.values())
            if (longest == null || interval.length > longest.length) longest = interval;
        return longest;
    }
}
