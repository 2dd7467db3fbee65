package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.List;
import java.util.Objects;

/**
 * Turns anomaly maps into masks, one at a time.
 *
 * <pre>{@code
 * Binarizer binarizer = Binarizer.calibrated(statistics);
 * GrayU8 mask = binarizer.binarize(map).mask();
 * }</pre>
 *
 * <p>Two ways to get the statistics: {@link #reference} wants those of all maps of the split, so that a mask depends on its
 * neighbours; {@link #calibrated} wants those of defect-free images, stored after training, so that a map gets the same mask
 * alone as among a thousand. Immutable and safe for concurrent use.
 *
 * @param rule chooses the threshold of each map
 * @param erosion of maps before the threshold is chosen
 * @param restoreEroded what the mask gets back of what erosion took
 * @param precision of scores and thresholds
 * @param statistics of the maps that the rule refers to; at least one map
 * @param sensitivity moves the threshold that the rule chose
 */
public record Binarizer(
        ThresholdRule rule,
        Erosion erosion,
        Restoration restoreEroded,
        Precision precision,
        ScoreStatistics statistics,
        Sensitivity sensitivity) {

    public Binarizer {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(erosion, "erosion");
        Objects.requireNonNull(restoreEroded, "restoreEroded");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(statistics, "statistics");
        Objects.requireNonNull(sensitivity, "sensitivity");
        if (statistics.count() == 0)
            throw new IllegalArgumentException("thresholds need the statistics of at least one map, found none");
    }

    /** Mean plus three standard deviations, united with MEBin. */
    public static ThresholdRule defaultRule() {
        return rule(3);
    }

    /**
     * The mean plus some standard deviations, united with MEBin.
     *
     * @param deviations how many, positive
     */
    public static ThresholdRule rule(double deviations) {
        return new Union(new MeanStd(deviations), MeBin.reference());
    }

    /**
     * As the reference, quirks included: half precision, whole MEBin thresholds, eroded masks. The map with the smallest
     * maximum of the split, and so an only one, gets no MEBin region.
     *
     * @param ofSplit of all maps that will be binarized, in half precision like these
     */
    public static Binarizer reference(ScoreStatistics ofSplit) {
        return new Binarizer(
                defaultRule(), Erosion.reference(), Restoration.NONE, Precision.HALF, ofSplit, Sensitivity.CALIBRATED);
    }

    /**
     * Nothing is rounded and regions keep their size; else as the reference.
     *
     * @param ofDefectFreeImages of maps made like those that will be binarized; several, for the maxima of one map leave
     *     MEBin no range to search
     */
    public static Binarizer calibrated(ScoreStatistics ofDefectFreeImages) {
        return new Binarizer(
                defaultRule(),
                Erosion.reference(),
                Restoration.OPENING,
                Precision.SINGLE,
                ofDefectFreeImages,
                Sensitivity.CALIBRATED);
    }

    public Binarizer withRule(ThresholdRule other) {
        return new Binarizer(other, erosion, restoreEroded, precision, statistics, sensitivity);
    }

    public Binarizer withErosion(Erosion other) {
        return new Binarizer(rule, other, restoreEroded, precision, statistics, sensitivity);
    }

    public Binarizer withRestoreEroded(Restoration other) {
        return new Binarizer(rule, erosion, other, precision, statistics, sensitivity);
    }

    public Binarizer withPrecision(Precision other) {
        return new Binarizer(rule, erosion, restoreEroded, other, statistics, sensitivity);
    }

    public Binarizer withStatistics(ScoreStatistics other) {
        return new Binarizer(rule, erosion, restoreEroded, precision, other, sensitivity);
    }

    public Binarizer withSensitivity(Sensitivity other) {
        return new Binarizer(rule, erosion, restoreEroded, precision, statistics, other);
    }

    /**
     * @param map at least one pixel, finite scores in the units of the statistics. Not modified.
     * @throws IllegalArgumentException naming the first pixel whose score is not finite, in this precision
     */
    public BinaryResult binarize(GrayF32 map) {
        GrayF32 scores = precision.round(map);
        GrayF32 eroded = erosion.erode(scores);
        List<Cut> cuts = rule.cuts(eroded, statistics, precision);
        Threshold lowest = ThresholdRule.lowest(cuts);
        double threshold = sensitivity.move(lowest.value(), statistics.mean());
        GrayF32 kept =
                switch (restoreEroded) {
                    case NONE -> eroded;
                    case OPENING -> erosion.dilate(eroded);
                    case ALL -> scores;
                };
        return new BinaryResult(above(kept, threshold), threshold, lowest.regions(), cuts);
    }

    /** @param map dense */
    private static GrayU8 above(GrayF32 map, double threshold) {
        GrayU8 mask = new GrayU8(map.width, map.height);
        for (int i = 0; i < map.width * map.height; i++) mask.data[i] = (byte) (map.data[i] > threshold ? 1 : 0);
        return mask;
    }
}
