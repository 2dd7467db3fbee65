package dev.robis.seg.binarize;

import java.util.Arrays;
import java.util.List;

/**
 * Quantiles of the scores of many pixels, at fixed levels. Immutable.
 *
 * @param values of the {@link #LEVELS}, rising; empty where nobody measured them
 */
public record Quantiles(List<Float> values) {

    /** Shares of pixels that lie below a quantile. */
    public static final List<Double> LEVELS =
            List.of(0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999);

    /** Of pixels that nobody measured. */
    public static final Quantiles UNKNOWN = new Quantiles(List.of());

    /** @throws IllegalArgumentException if they are not as many as levels, or not rising */
    public Quantiles {
        values = List.copyOf(values);
        if (!values.isEmpty() && values.size() != LEVELS.size())
            throw new IllegalArgumentException("expected " + LEVELS.size() + " quantiles, found " + values.size());
        for (int i = 0; i < values.size(); i++)
            if (!Float.isFinite(values.get(i)) || i > 0 && values.get(i) < values.get(i - 1))
                throw new IllegalArgumentException("quantiles must be finite and rising, found " + values);
    }

    /** @throws IllegalArgumentException if a level is none of {@link #LEVELS} */
    public static void requireLevel(double level) {
        if (!LEVELS.contains(level))
            throw new IllegalArgumentException("quantile must be one of " + LEVELS + ", found " + level);
    }

    /**
     * @param level one of {@link #LEVELS}
     * @throws IllegalStateException if nobody measured them
     */
    public float at(double level) {
        requireLevel(level);
        if (values.isEmpty())
            throw new IllegalStateException(
                    "the quantiles of good pixels were not measured; calibrate the bundle anew");
        return values.get(LEVELS.indexOf(level));
    }

    /**
     * Counts scores of 0 or more in classes that are a sixteen-thousandth of their value wide: memory does not grow with the number
     * of pixels, and a quantile is wrong by less than that. Not safe for concurrent use.
     */
    public static final class Collector {

        private static final int DROPPED_BITS = 9;

        private final int[] counts = new int[(Float.floatToIntBits(Float.MAX_VALUE) >> DROPPED_BITS) + 1];
        private long count;

        /** Adds a score, finite and not negative. */
        public void add(float score) {
            if (!(score >= 0 && score <= Float.MAX_VALUE))
                throw new IllegalArgumentException("scores must be finite and not negative, found " + score);
            counts[Float.floatToIntBits(score + 0f) >> DROPPED_BITS]++;
            count++;
        }

        /** The quantiles of all scores so far, linear between neighbouring scores. */
        public Quantiles quantiles() {
            if (count == 0) throw new IllegalStateException("no scores");
            Float[] values = new Float[LEVELS.size()];
            long below = 0;
            int level = 0;
            for (int i = 0; i < counts.length && level < values.length; i++) {
                if (counts[i] == 0) continue;
                float low = Float.intBitsToFloat(i << DROPPED_BITS);
                float high = Float.intBitsToFloat((i + 1) << DROPPED_BITS);
                while (level < values.length && LEVELS.get(level) * (count - 1) < below + counts[i]) {
                    double within = Math.max(0, (LEVELS.get(level) * (count - 1) - below + 0.5) / counts[i]);
                    values[level++] = (float) (low + Math.min(1, within) * (high - low));
                }
                below += counts[i];
            }
            return new Quantiles(Arrays.asList(values));
        }
    }
}
