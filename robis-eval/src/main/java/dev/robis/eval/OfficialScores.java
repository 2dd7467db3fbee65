package dev.robis.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Metrics by the definitions of the MVTec AD benchmarks. Without maps everything that ranks is undefined and the lists
 * {@code curve} and {@code images} are empty; without masks the two confusions are, and {@code recallBySize}.
 *
 * @param totals what was evaluated
 * @param pixels ranking of all pixels of the split
 * @param auPros one per configured limit, in that order
 * @param ranking ranking of the images, by the maximum of their maps
 * @param segmentation masks against ground truth, pixels of all images pooled; its F1 is SegF1
 * @param classification images, positive if any pixel of the mask is; its F1 is ClassF1
 * @param recallBySize regions hit by the masks, smallest first
 * @param curve operating points of rising false positive rate, thinned evenly along the curve if there are too many
 * @param images every image with its score, in the order added
 */
public record OfficialScores(
        Totals totals,
        RankingScores pixels,
        List<AuPro> auPros,
        RankingScores ranking,
        Optional<Confusion> segmentation,
        Optional<Confusion> classification,
        List<SizeRecall> recallBySize,
        List<OperatingPoint> curve,
        List<ImageScore> images) {

    public OfficialScores {
        auPros = List.copyOf(auPros);
        recallBySize = List.copyOf(recallBySize);
        curve = List.copyOf(curve);
        images = List.copyOf(images);
    }

    /**
     * @param images all of them
     * @param anomalousImages those with a ground truth
     * @param emptyGroundTruths names of those whose ground truth marks nothing; worth a look
     * @param regions 8-connected regions of all ground truths
     * @param anomalousPixels in these
     * @param normalPixels all others
     */
    public record Totals(
            int images,
            int anomalousImages,
            List<String> emptyGroundTruths,
            long regions,
            long anomalousPixels,
            long normalPixels) {

        public Totals {
            emptyGroundTruths = List.copyOf(emptyGroundTruths);
        }
    }

    /**
     * @param limit one of the configured ones
     * @throws IllegalArgumentException if it was not configured
     */
    public OptionalDouble auPro(double limit) {
        return auPros.stream()
                .filter(found -> found.limit() == limit)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no AU-PRO up to " + limit + ", only up to "
                        + auPros.stream().map(AuPro::limit).toList() + "; see OfficialConfig.integrationLimits"))
                .value();
    }

    /** F1 of the pixels, pooled over the split; empty without masks or without a defect pixel. */
    public OptionalDouble segF1() {
        return segmentation.map(Confusion::f1).orElse(OptionalDouble.empty());
    }

    /** F1 of the images; empty without masks or without an anomalous image. */
    public OptionalDouble classF1() {
        return classification.map(Confusion::f1).orElse(OptionalDouble.empty());
    }

    /**
     * Every metric that is one number, by its name in reports: {@code pixel_auroc}, {@code pixel_ap}, {@code pixel_f1_max},
     * {@code aupro_0.05} for every limit, {@code seg_f1}, {@code image_auroc}, {@code image_ap}, {@code image_f1_max}, {@code
     * class_f1}. Always in this order, undefined ones included.
     */
    public Map<String, OptionalDouble> values() {
        return values(pixels, auPros, segF1(), ranking, classF1());
    }

    static Map<String, OptionalDouble> values(
            RankingScores pixels,
            List<AuPro> auPros,
            OptionalDouble segF1,
            RankingScores ranking,
            OptionalDouble classF1) {
        Map<String, OptionalDouble> values = new LinkedHashMap<>();
        put(values, "pixel", pixels);
        for (AuPro auPro : auPros) values.put("aupro_" + auPro.limit(), auPro.value());
        values.put("seg_f1", segF1);
        put(values, "image", ranking);
        values.put("class_f1", classF1);
        return Collections.unmodifiableMap(values);
    }

    private static void put(Map<String, OptionalDouble> values, String of, RankingScores ranking) {
        values.put(of + "_auroc", ranking.auroc());
        values.put(of + "_ap", ranking.averagePrecision());
        values.put(
                of + "_f1_max",
                ranking.f1Max().stream().mapToDouble(F1Max::value).findFirst());
    }
}
