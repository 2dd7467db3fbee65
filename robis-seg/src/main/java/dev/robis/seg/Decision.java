package dev.robis.seg;

import dev.robis.seg.binarize.Sensitivity;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How scores become answers under {@link Protocol#CALIBRATED}. All of it can be changed without training. Immutable.
 *
 * @param falseAlarmRate share of good images that may be called defective, above 0 and below 1
 * @param sensitivity 1 as calibrated; at 2, half the distance from the mean score of good images suffices, for pixels and
 *     images alike. Raising it never shrinks a mask and never takes an alarm back
 * @param repairs of the reference that are made
 */
public record Decision(double falseAlarmRate, double sensitivity, Set<Repair> repairs) {

    private static final double RATE = 0.01;

    public Decision {
        if (!(falseAlarmRate > 0 && falseAlarmRate < 1))
            throw new IllegalArgumentException("falseAlarmRate must be above 0 and below 1, found " + falseAlarmRate);
        new Sensitivity(sensitivity);
        EnumSet<Repair> inOrder = EnumSet.noneOf(Repair.class);
        inOrder.addAll(repairs);
        repairs = Collections.unmodifiableSet(inOrder);
    }

    /** One good image in a hundred, sensitivity 1, all repairs. */
    public static Decision defaults() {
        return new Decision(RATE, 1, Repair.ALL);
    }

    public Decision withFalseAlarmRate(double rate) {
        return new Decision(rate, sensitivity, repairs);
    }

    public Decision withSensitivity(double value) {
        return new Decision(falseAlarmRate, value, repairs);
    }

    public Decision withRepairs(Set<Repair> made) {
        return new Decision(falseAlarmRate, sensitivity, made);
    }

    /** The same, leaving some repairs out. */
    public Decision without(Set<Repair> left) {
        EnumSet<Repair> made = EnumSet.noneOf(Repair.class);
        for (Repair repair : repairs) if (!left.contains(repair)) made.add(repair);
        return withRepairs(made);
    }
}
