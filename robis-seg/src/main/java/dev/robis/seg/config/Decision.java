package dev.robis.seg.config;

import dev.robis.seg.binarize.MeanStd;
import dev.robis.seg.binarize.Restoration;
import dev.robis.seg.binarize.Sensitivity;
import dev.robis.seg.refine.Missed;
import dev.robis.seg.refine.RefineConfig;
import dev.robis.seg.refine.SamInput;
import java.util.Set;

/**
 * How scores become answers under {@link Protocol#CALIBRATED}. A decision reads scores and never changes them, so that it may be
 * changed after calibration. Immutable.
 *
 * @param falseAlarmRate share of good images that may be called defective, above 0 and below 1
 * @param sensitivity 1 as calibrated; at 2, half the distance from the mean score of good images suffices, for pixels and
 *     images alike. Raising it never shrinks a mask and never takes an alarm back
 * @param deviations standard deviations above the mean of good scores at which a pixel counts as a defect
 * @param restoration what a mask gets back of what erosion took
 * @param extent how large maps and masks are
 * @param samInput what Segment Anything sees of the image, where it refines masks
 * @param missed what becomes of a coarse mask where Segment Anything finds nothing
 */
public record Decision(
        double falseAlarmRate,
        double sensitivity,
        double deviations,
        Restoration restoration,
        Extent extent,
        SamInput samInput,
        Missed missed) {

    /** How large maps and masks are. */
    public enum Extent {
        /** As large as the image. */
        IMAGE,
        /** As large as the merged maps of tiles: {@code mapSize / window} of the image, as in the reference. */
        MAP
    }

    private static final double RATE = 0.01;
    private static final double DEVIATIONS = 3;

    /** @throws IllegalArgumentException naming the field, the value found and what was expected */
    public Decision {
        if (!(falseAlarmRate > 0 && falseAlarmRate < 1))
            throw new IllegalArgumentException("falseAlarmRate must be above 0 and below 1, found " + falseAlarmRate);
        new Sensitivity(sensitivity);
        new MeanStd(deviations);
    }

    /** One good image in a hundred, sensitivity 1, three standard deviations, all repairs. */
    public static Decision defaults() {
        RefineConfig refined = RefineConfig.calibrated();
        return new Decision(RATE, 1, DEVIATIONS, Restoration.OPENING, Extent.IMAGE, refined.input(), refined.missed());
    }

    public Decision withFalseAlarmRate(double rate) {
        return new Decision(rate, sensitivity, deviations, restoration, extent, samInput, missed);
    }

    public Decision withSensitivity(double value) {
        return new Decision(falseAlarmRate, value, deviations, restoration, extent, samInput, missed);
    }

    public Decision withDeviations(double number) {
        return new Decision(falseAlarmRate, sensitivity, number, restoration, extent, samInput, missed);
    }

    public Decision withRestoration(Restoration other) {
        return new Decision(falseAlarmRate, sensitivity, deviations, other, extent, samInput, missed);
    }

    public Decision withExtent(Extent other) {
        return new Decision(falseAlarmRate, sensitivity, deviations, restoration, other, samInput, missed);
    }

    /** The same without some repairs of the reference. Repairs that change scores are ignored. */
    public Decision without(Set<Repair> left) {
        return new Decision(
                falseAlarmRate,
                sensitivity,
                deviations,
                left.contains(Repair.ERODED_PIXELS) ? Restoration.NONE : restoration,
                left.contains(Repair.FULL_SIZE) ? Extent.MAP : extent,
                left.contains(Repair.SAM_INPUT) ? SamInput.SHRUNK_BGR : samInput,
                left.contains(Repair.SAM_MISSES) ? Missed.DROP : missed);
    }

    /** How masks are refined by this decision. */
    public RefineConfig refining() {
        return RefineConfig.calibrated().withInput(samInput).withMissed(missed);
    }
}
