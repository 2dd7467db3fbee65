package dev.robis.seg.config;

import dev.robis.seg.binarize.MeanStd;
import dev.robis.seg.binarize.Quantiles;
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
 * @param rule from which score on a pixel counts as a defect
 * @param deviations standard deviations above the mean of good scores, for the rule {@link PixelRule#MEAN_STD_MEBIN}
 * @param quantile share of good pixels that lie below, for the rule {@link PixelRule#QUANTILE}; one of {@link Quantiles#LEVELS}
 * @param restoration what a mask gets back of what erosion took
 * @param extent how large maps and masks are
 * @param samInput what Segment Anything sees of the image, where it refines masks
 * @param missed what becomes of a coarse mask where Segment Anything finds nothing
 */
public record Decision(
        double falseAlarmRate,
        double sensitivity,
        PixelRule rule,
        double deviations,
        double quantile,
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
    private static final double QUANTILE = 0.999;

    /** @throws IllegalArgumentException naming the field, the value found and what was expected */
    public Decision {
        if (!(falseAlarmRate > 0 && falseAlarmRate < 1))
            throw new IllegalArgumentException("falseAlarmRate must be above 0 and below 1, found " + falseAlarmRate);
        new Sensitivity(sensitivity);
        new MeanStd(deviations);
        Quantiles.requireLevel(quantile);
    }

    /** One good image in a hundred, sensitivity 1, three standard deviations, all repairs. */
    public static Decision defaults() {
        RefineConfig refined = RefineConfig.calibrated();
        return new Decision(
                RATE,
                1,
                PixelRule.MEAN_STD_MEBIN,
                DEVIATIONS,
                QUANTILE,
                Restoration.OPENING,
                Extent.IMAGE,
                refined.input(),
                refined.missed());
    }

    /** The same with the 99.9 % quantile of good pixels as threshold, and masks of all that lies above it. */
    public static Decision byQuantile() {
        return defaults().withRule(PixelRule.QUANTILE).withRestoration(Restoration.ALL);
    }

    public Decision withFalseAlarmRate(double rate) {
        return new Decision(rate, sensitivity, rule, deviations, quantile, restoration, extent, samInput, missed);
    }

    public Decision withSensitivity(double value) {
        return new Decision(falseAlarmRate, value, rule, deviations, quantile, restoration, extent, samInput, missed);
    }

    public Decision withRule(PixelRule other) {
        return new Decision(
                falseAlarmRate, sensitivity, other, deviations, quantile, restoration, extent, samInput, missed);
    }

    /** @param level one of {@link Quantiles#LEVELS} */
    public Decision withQuantile(double level) {
        return new Decision(
                falseAlarmRate, sensitivity, rule, deviations, level, restoration, extent, samInput, missed);
    }

    public Decision withDeviations(double number) {
        return new Decision(falseAlarmRate, sensitivity, rule, number, quantile, restoration, extent, samInput, missed);
    }

    public Decision withRestoration(Restoration other) {
        return new Decision(falseAlarmRate, sensitivity, rule, deviations, quantile, other, extent, samInput, missed);
    }

    public Decision withExtent(Extent other) {
        return new Decision(
                falseAlarmRate, sensitivity, rule, deviations, quantile, restoration, other, samInput, missed);
    }

    /** The same without some repairs of the reference. Repairs that change scores are ignored. */
    public Decision without(Set<Repair> left) {
        return new Decision(
                falseAlarmRate,
                sensitivity,
                rule,
                deviations,
                quantile,
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
