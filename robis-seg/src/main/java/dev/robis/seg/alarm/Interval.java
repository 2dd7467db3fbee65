package dev.robis.seg.alarm;

/**
 * What a number lies in, with a confidence of 95 %.
 *
 * @param low may be negative infinity
 * @param high at least {@code low}; may be infinity
 */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) throw new IllegalArgumentException("an interval must rise, found " + low + " to " + high);
    }
}
