package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;
import java.util.stream.Stream;

/**
 * What thresholds need to know of many maps, without keeping the maps. Statistics of parts add up to those of the whole,
 * to the last digits of a double, so that a split can be streamed:
 *
 * <pre>{@code
 * ScoreStatistics statistics = ScoreStatistics.EMPTY;
 * for (Path file : files) statistics = statistics.plus(ScoreStatistics.of(read(file)));
 * }</pre>
 *
 * <p>Sums are doubles around the first score, so that equal scores have deviation zero, exactly. The reference reduces
 * {@code map / 255} of equally large maps in float32 and differs by about 1e-7 of the mean. Maps may differ in size here.
 *
 * @param count scores
 * @param mean of all scores, map units
 * @param standardDeviation of all scores (divided by {@code count}, as NumPy), map units
 * @param min smallest score
 * @param max largest score
 * @param maxima range of the maxima of the maps
 */
public record ScoreStatistics(
        long count, double mean, double standardDeviation, float min, float max, SearchRange maxima) {

    /** Statistics of no maps; adding them changes nothing. */
    public static final ScoreStatistics EMPTY =
            new ScoreStatistics(0, 0, 0, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, SearchRange.EMPTY);

    public ScoreStatistics {
        if (count < 0) throw new IllegalArgumentException("count must not be negative, found " + count);
        if (!(standardDeviation >= 0 && Double.isFinite(standardDeviation)))
            throw new IllegalArgumentException(
                    "standard deviation must be finite and not negative, found " + standardDeviation);
        if (!Double.isFinite(mean)) throw new IllegalArgumentException("mean must be finite, found " + mean);
        if (count > 0 && !(min <= max && Float.isFinite(min) && Float.isFinite(max)))
            throw new IllegalArgumentException("scores must be finite and rising, found " + min + " to " + max);
    }

    /**
     * @param map at least one pixel, finite scores. Not modified.
     * @throws IllegalArgumentException naming the first pixel whose score is not finite
     */
    public static ScoreStatistics of(GrayF32 map) {
        Maps.requirePixels(map);
        double origin = map.data[map.startIndex];
        double sum = 0;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int y = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            for (int x = 0; x < map.width; x++) {
                float score = map.data[from + x];
                Maps.requireFinite(score, x, y);
                sum += score - origin;
                min = Math.min(min, score);
                max = Math.max(max, score);
            }
        }
        long count = (long) map.width * map.height;
        double mean = origin + sum / count;
        double squares = 0;
        for (int y = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            for (int x = 0; x < map.width; x++) {
                double deviation = map.data[from + x] - mean;
                squares += deviation * deviation;
            }
        }
        return new ScoreStatistics(count, mean, Math.sqrt(squares / count), min, max, new SearchRange(max, max));
    }

    /** Statistics of all maps of a stream, of which one is held at a time. The stream may be parallel. */
    public static ScoreStatistics of(Stream<GrayF32> maps) {
        return maps.map(ScoreStatistics::of).reduce(EMPTY, ScoreStatistics::plus);
    }

    /** Statistics of the maps of both (Chan, Golub, LeVeque 1979). */
    public ScoreStatistics plus(ScoreStatistics other) {
        if (count == 0) return other;
        if (other.count == 0) return this;
        long both = Math.addExact(count, other.count);
        double here = (double) count / both;
        double there = (double) other.count / both;
        double shift = other.mean - mean;
        double variance = here * standardDeviation * standardDeviation
                + there * other.standardDeviation * other.standardDeviation
                + here * there * shift * shift;
        return new ScoreStatistics(
                both,
                mean + there * shift,
                Math.sqrt(variance),
                Math.min(min, other.min),
                Math.max(max, other.max),
                maxima.hull(other.maxima));
    }

    /** The same, with another range for MEBin. */
    public ScoreStatistics withMaxima(SearchRange range) {
        return new ScoreStatistics(count, mean, standardDeviation, min, max, range);
    }
}
