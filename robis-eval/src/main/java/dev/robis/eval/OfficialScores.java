package dev.robis.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * Metrics by the definitions of the MVTec AD benchmarks. An evaluation without maps has no {@code pixels}, {@code auPros} and
 * {@code ranking}, and the lists {@code curve} and {@code images} are empty. An evaluation without masks has no {@code
 * segmentation} and {@code classification}, and {@code recallBySize} is empty.
 *
 * <p><b>AU-PRO</b> is the area under the per-region overlap curve from (0, 0) to a limit of the false positive rate, divided by
 * that limit. The overlap is the mean, over the 8-connected ground-truth regions of the split, of the fraction that is covered.
 * The rate counts the pixels of all images that are 0 in the ground truth. Between all distinct scores the curve is made of
 * trapezoids, and it is interpolated at the limit.
 *
 * @param totals what was evaluated
 * @param pixels how well the maps rank all pixels of the split
 * @param auPros AU-PRO, in 0..1, by its limit, in the order of the configuration; empty without a region or without a normal
 *     pixel
 * @param ranking how well the maximum of its map ranks an image among the others
 * @param segmentation pixels of the masks against the ground truth, all images pooled; its F1 is SegF1
 * @param classification images; one is predicted positive if its mask marks a pixel. Its F1 is ClassF1.
 * @param recallBySize how many regions the masks hit, smallest regions first
 * @param curve operating points with a rising false positive rate; where there are too many, points that lie evenly along the
 *     curve
 * @param images the score of every image, in the order in which they were added
 */
public record OfficialScores(
        Totals totals,
        RankingScores pixels,
        Map<Double, OptionalDouble> auPros,
        RankingScores ranking,
        Optional<ConfusionMatrix> segmentation,
        Optional<ConfusionMatrix> classification,
        List<SizeRecall> recallBySize,
        List<OperatingPoint> curve,
        List<ImageScore> images) {

    /** For {@link SplitEvaluator}; scores may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public OfficialScores {
        auPros = Collections.unmodifiableMap(new LinkedHashMap<>(auPros));
        recallBySize = List.copyOf(recallBySize);
        curve = List.copyOf(curve);
        images = List.copyOf(images);
    }

    /**
     * What was evaluated.
     *
     * @param images number of images
     * @param anomalousImages number of anomalous images
     * @param emptyGroundTruths names of the anomalous images whose ground truth marks nothing; they deserve a look
     * @param regions number of 8-connected regions in all ground truths
     * @param anomalousPixels number of pixels in these regions
     * @param normalPixels number of all other pixels
     */
    public record Totals(
            int images,
            int anomalousImages,
            List<String> emptyGroundTruths,
            long regions,
            long anomalousPixels,
            long normalPixels) {

        /** For {@link SplitEvaluator}; totals may get further components. */
        @API(status = API.Status.EXPERIMENTAL)
        public Totals {
            emptyGroundTruths = List.copyOf(emptyGroundTruths);
        }
    }

    /**
     * What a threshold does to all pixels of a split: one point of the PRO, ROC and precision-recall curves. A rate is NaN
     * where there is nothing to count.
     *
     * @param threshold pixels that score at least as much are marked; the first point of a curve marks nothing, and its
     *     threshold is positive infinity
     * @param falsePositiveRate share of the normal pixels that are marked: x of the ROC and of the PRO curve
     * @param recall share of the defect pixels that are marked: y of the ROC curve, x of the precision-recall curve
     * @param precision share of the marked pixels that are defects: y of the precision-recall curve; 1 where nothing is marked
     * @param regionOverlap mean over the regions of the fraction that is marked: y of the PRO curve
     */
    public record OperatingPoint(
            double threshold, double falsePositiveRate, double recall, double precision, double regionOverlap) {

        /** For {@link SplitEvaluator}; points may get further components. */
        @API(status = API.Status.EXPERIMENTAL)
        public OperatingPoint {}
    }

    /**
     * How many ground-truth regions of one range of sizes the predicted masks find. A mask hits a region if it marks at least
     * one of its pixels. The size of a region is the number of its pixels in the ground truth as the evaluator got it.
     *
     * @param minArea smallest area in this range, in pixels
     * @param endArea smallest area beyond this range, in pixels; empty for the last range
     * @param regions number of regions of this size
     * @param hit number of these regions that a mask hits
     * @param coverage mean over the regions of the fraction that is marked; empty without a region
     */
    public record SizeRecall(int minArea, OptionalInt endArea, long regions, long hit, OptionalDouble coverage) {

        /** For {@link SplitEvaluator}; recalls may get further components. */
        @API(status = API.Status.EXPERIMENTAL)
        public SizeRecall {}

        /** Share of the regions that are hit; empty without a region. */
        public OptionalDouble recall() {
            return regions == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hit / regions);
        }
    }

    /**
     * AU-PRO up to one of the configured limits.
     *
     * @throws IllegalArgumentException if the limit was not configured
     */
    public OptionalDouble auPro(double limit) {
        OptionalDouble found = auPros.get(limit);
        if (found == null)
            throw new IllegalArgumentException("no AU-PRO up to " + limit + ", only up to " + auPros.keySet()
                    + "; see OfficialConfig.integrationLimits");
        return found;
    }

    /** F1 of the pixels, pooled over the split; empty without masks or without a defect pixel. */
    public OptionalDouble segF1() {
        return segmentation.map(ConfusionMatrix::f1).orElse(OptionalDouble.empty());
    }

    /** F1 of the images; empty without masks or without an anomalous image. */
    public OptionalDouble classF1() {
        return classification.map(ConfusionMatrix::f1).orElse(OptionalDouble.empty());
    }

    /**
     * Every metric that is a single number, by its name in reports: {@code pixel_auroc}, {@code pixel_ap}, {@code pixel_f1_max},
     * {@code aupro_0.05} for every limit, {@code seg_f1}, {@code image_auroc}, {@code image_ap}, {@code image_f1_max}, {@code
     * class_f1}. The order is always the same, and undefined metrics are included.
     */
    public Map<String, OptionalDouble> values() {
        return values(pixels, auPros, segF1(), ranking, classF1());
    }

    static Map<String, OptionalDouble> values(
            RankingScores pixels,
            Map<Double, OptionalDouble> auPros,
            OptionalDouble segF1,
            RankingScores ranking,
            OptionalDouble classF1) {
        Map<String, OptionalDouble> values = new LinkedHashMap<>();
        put(values, "pixel", pixels);
        auPros.forEach((limit, value) -> values.put("aupro_" + limit, value));
        values.put("seg_f1", segF1);
        put(values, "image", ranking);
        values.put("class_f1", classF1);
        return Collections.unmodifiableMap(values);
    }

    private static void put(Map<String, OptionalDouble> values, String of, RankingScores ranking) {
        values.put(of + "_auroc", ranking.auroc());
        values.put(of + "_ap", ranking.averagePrecision());
        values.put(of + "_f1_max", ranking.f1Max());
    }
}
