package dev.robis.seg.alarm;

import java.util.Objects;

/**
 * A score that few good images exceed.
 *
 * @param value images with a larger score raise an alarm
 * @param falseAlarmRate share of good images that was allowed to
 * @param basis where the value comes from
 * @param images good images that were asked
 * @param scores in which the threshold of exactly this rate lies; unbounded where the images cannot tell
 * @param rate in which the false-alarm rate of {@code value} lies
 */
public record AlarmThreshold(
        double value, double falseAlarmRate, Basis basis, int images, Interval scores, Interval rate) {

    public AlarmThreshold {
        if (!Double.isFinite(value)) throw new IllegalArgumentException("threshold must be finite, found " + value);
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(scores, "scores");
        Objects.requireNonNull(rate, "rate");
    }
}
