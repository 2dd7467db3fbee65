package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;
import java.util.List;
import java.util.Optional;

/**
 * Main-element binarisation: the map is stretched to 0..255 over a search range and cut at falling scores; where the
 * number of 8-connected regions stays the same the longest, the cut is trusted, and the lowest score of that interval
 * becomes the threshold. A map without such an interval has no defect. From Huang et al., <i>AnomalyNCD: towards novel
 * anomaly class discovery in industrial scenarios</i>, 2024, as RoBiS runs it.
 *
 * <p>Among intervals of one length and different counts the count wins that was the first to last long enough, among
 * those of one count the lowest.
 *
 * @param step distance of two scores that are tried, from 255 downwards and above 0
 * @param shortestInterval fewest successive scores with one count that count as stable
 */
public record MeBin(int step, int shortestInterval) implements ThresholdRule {

    private static final int TOP = 255;

    public MeBin {
        if (step < 1 || step > TOP) throw new IllegalArgumentException("step must be 1 to 255, found " + step);
        if (shortestInterval < 1)
            throw new IllegalArgumentException("shortest interval must be positive, found " + shortestInterval);
    }

    /** Scores 255, 251, ..., 3; stable are four with one count. */
    public static MeBin reference() {
        return new MeBin(4, 4);
    }

    @Override
    public List<Cut> cuts(GrayF32 eroded, ScoreStatistics statistics, Precision precision) {
        SearchRange range = statistics.maxima();
        if (!(range.max() > range.min())) return List.of(new Cut(this, none(precision), Optional.empty()));
        StableInterval interval = StableInterval.longest(counts(eroded, range, precision), shortestInterval);
        return List.of(new Cut(
                this,
                threshold(interval, range, precision),
                Optional.ofNullable(interval).map(found -> plateau(found, range))));
    }

    private Plateau plateau(StableInterval interval, SearchRange range) {
        int first = interval.last() - interval.length() + 1;
        return new Plateau(interval.count(), interval.length(), score(first, range), score(interval.last(), range));
    }

    /** Of a score that was tried, on the scale of the map. */
    private double score(int index, SearchRange range) {
        return (TOP - (double) index * step) * (range.max() - range.min()) / TOP + range.min();
    }

    /**
     * Regions at each score, falling from 255.
     *
     * @param eroded finite scores. Not modified.
     */
    int[] counts(GrayF32 eroded, SearchRange range, Precision precision) {
        float[] scores = new float[(TOP - 1) / step + 1];
        for (int i = 0; i < scores.length; i++) scores[i] = TOP - (float) i * step;
        return ComponentCounts.above(stretch(eroded, range, precision), scores);
    }

    /** The map over the range, cut off at 0 and 255; 0 / 0 is not a number, as in the reference. */
    static GrayF32 stretch(GrayF32 map, SearchRange range, Precision precision) {
        float min = range.min();
        float width = precision.round(range.max() - min);
        GrayF32 stretched = new GrayF32(map.width, map.height);
        for (int y = 0, to = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            for (int x = 0; x < map.width; x++, to++) {
                float above = precision.round(map.data[from + x] - min);
                float score = precision.round(precision.round(above / width) * TOP);
                stretched.data[to] = Math.max(0, Math.min(TOP, score));
            }
        }
        return stretched;
    }

    /** @param counts regions at each score, falling from 255. Not modified. */
    Threshold search(int[] counts, SearchRange range, Precision precision) {
        return threshold(StableInterval.longest(counts, shortestInterval), range, precision);
    }

    private Threshold threshold(StableInterval interval, SearchRange range, Precision precision) {
        if (interval == null) return none(precision);
        double score = TOP - (double) interval.last() * step;
        float width = precision.round(range.max() - range.min());
        double threshold = score * width / TOP + range.min();
        return new Threshold(precision == Precision.HALF ? (long) threshold : threshold, interval.count());
    }

    /** The reference's maps end at 255 and are compared strictly; others may not. */
    private static Threshold none(Precision precision) {
        return new Threshold(precision == Precision.HALF ? TOP : Double.POSITIVE_INFINITY, 0);
    }
}
