package dev.robis.seg;

import dev.robis.seg.binarize.Sensitivity;
import dev.robis.seg.tile.Tiling;
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
 * @param tiling how images are cut. Changes scores a little, so that a bundle should be calibrated with it
 */
public record Decision(double falseAlarmRate, double sensitivity, Set<Repair> repairs, Tiling tiling) {

    private static final double RATE = 0.01;

    public Decision {
        if (!(falseAlarmRate > 0 && falseAlarmRate < 1))
            throw new IllegalArgumentException("falseAlarmRate must be above 0 and below 1, found " + falseAlarmRate);
        new Sensitivity(sensitivity);
        EnumSet<Repair> inOrder = EnumSet.noneOf(Repair.class);
        inOrder.addAll(repairs);
        repairs = Collections.unmodifiableSet(inOrder);
        if (tiling != Tiling.FIXED && !repairs.contains(Repair.TILE_POSITIONS))
            throw new IllegalArgumentException(
                    "tiling " + tiling + " is impossible without the repair " + Repair.TILE_POSITIONS);
    }

    /** One good image in a hundred, sensitivity 1, all repairs, tiles of one size. */
    public static Decision defaults() {
        return new Decision(RATE, 1, Repair.ALL, Tiling.FIXED);
    }

    public Decision withFalseAlarmRate(double rate) {
        return new Decision(rate, sensitivity, repairs, tiling);
    }

    public Decision withSensitivity(double value) {
        return new Decision(falseAlarmRate, value, repairs, tiling);
    }

    public Decision withRepairs(Set<Repair> made) {
        return new Decision(falseAlarmRate, sensitivity, made, tiling);
    }

    public Decision withTiling(Tiling other) {
        return new Decision(falseAlarmRate, sensitivity, repairs, other);
    }

    /** The same, leaving some repairs out. */
    public Decision without(Set<Repair> left) {
        EnumSet<Repair> made = EnumSet.noneOf(Repair.class);
        for (Repair repair : repairs) if (!left.contains(repair)) made.add(repair);
        return withRepairs(made);
    }
}
