package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.ImageBase;
import dev.robis.eval.OfficialScores.OperatingPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Tells how much the official metrics would vary with other images of the same kind: a bootstrap over images. It is a second
 * pass over the images of an evaluation that has ended.
 *
 * <pre>{@code
 * Bootstrap bootstrap = new Bootstrap(scores);
 * for (ImageResult image : split) bootstrap.add(image);
 * Optional<ConfidenceInterval> interval =
 *         bootstrap.distributions(BootstrapConfig.defaults()).get("seg_f1").interval(0.95);
 * }</pre>
 *
 * <p>Images are drawn with replacement. Good and bad images are drawn separately, so that every resample has as many of each
 * as the split (Efron and Tibshirani, <i>An Introduction to the Bootstrap</i>, 1993: chapter 8 for two samples, chapter 13 for
 * percentile intervals). Single pixels are never drawn, because the pixels of one image are not independent observations.
 *
 * <p>The bootstrap keeps the counts of an image at the thresholds of {@link OfficialScores#curve}: 4 bytes per threshold of a
 * good image, 16 of a bad one. On the split itself these thresholds give values that differ slightly from the exact metrics.
 * All values are shifted by this difference, so that the intervals lie around the exact metrics. Metrics of masks and of images
 * are exact on every resample.
 *
 * <p>Not safe for concurrent use.
 */
public final class Bootstrap {

    private final OfficialScores scores;
    private final float[] thresholds;
    private final List<ImageCounts> good = new ArrayList<>();
    private final List<ImageCounts> anomalous = new ArrayList<>();

    /**
     * @param scores the scores of the evaluation of the same images
     */
    public Bootstrap(OfficialScores scores) {
        this.scores = scores;
        List<OperatingPoint> curve = scores.curve();
        thresholds = new float[Math.max(0, curve.size() - 1)];
        for (int k = 0; k < thresholds.length; k++) // the first point marks nothing
        thresholds[k] = (float) curve.get(k + 1).threshold();
    }

    /**
     * Adds one image, the same as to the evaluator.
     *
     * @throws IllegalArgumentException if sizes differ, a score is NaN, or the image has a map or a mask where the evaluation
     *     had none, or the other way round
     */
    public void add(ImageResult image) {
        String name = image.name();
        GrayF32 map = image.map().orElse(null);
        GrayU8 mask = image.mask().orElse(null);
        GrayU8 groundTruth = Inputs.groundTruth(image);
        if ((map != null) != !scores.curve().isEmpty()
                || (mask != null) != scores.segmentation().isPresent())
            throw new IllegalArgumentException(name + ": expected a map and a mask as in the evaluation");
        Inputs.sameSize(name, "map", map, "a mask", mask);
        ImageBase<?> size = map != null ? map : mask;
        if (size == null) throw new IllegalArgumentException(name + ": expected a map or a mask, found neither");
        Inputs.sameSize(name, "image", size, "a ground truth", groundTruth);
        double score = map == null ? 0 : Inputs.maximum(name, map);
        Regions regions = Regions.of(groundTruth);
        PixelTotals totals = PixelTotals.NONE.plus(regions, (long) size.width * size.height);
        MaskTally masks = null;
        if (mask != null) {
            masks = new MaskTally(List.of());
            masks.add(mask, regions, groundTruth != null);
        }
        (groundTruth == null ? good : anomalous).add(ImageCounts.of(thresholds, map, regions, totals, score, masks));
    }

    /**
     * The distribution of every metric of {@link OfficialScores#values}, by its name. A single good or a single bad image says
     * nothing about others of its kind; then every metric is undefined.
     *
     * @param config number of resamples and seed; the confidence does not matter here
     * @throws IllegalStateException if the images are not those of the evaluation
     */
    public Map<String, BootstrapDistribution> distributions(BootstrapConfig config) {
        int count = config.resamples();
        int images = good.size() + anomalous.size();
        if (images != scores.totals().images()
                || anomalous.size() != scores.totals().anomalousImages())
            throw new IllegalStateException("expected the " + scores.totals().images() + " images of the evaluation, "
                    + scores.totals().anomalousImages() + " of them anomalous, found " + images + " and "
                    + anomalous.size());
        Map<String, double[]> values = new LinkedHashMap<>();
        Map<String, OptionalDouble> exact = scores.values();
        exact.keySet().forEach(name -> values.put(name, filled(count)));
        if (images > 0 && good.size() != 1 && anomalous.size() != 1) {
            Map<String, OptionalDouble> here = values(once(good.size()), once(anomalous.size()));
            Random random = new Random(config.seed());
            for (int i = 0; i < count; i++) {
                Map<String, OptionalDouble> there = values(drawn(random, good.size()), drawn(random, anomalous.size()));
                for (Map.Entry<String, double[]> entry : values.entrySet())
                    entry.getValue()[i] = shifted(entry.getKey(), there, here, exact);
            }
        }
        Map<String, BootstrapDistribution> distributions = new LinkedHashMap<>();
        values.forEach((name, all) -> distributions.put(name, new BootstrapDistribution(all)));
        return distributions;
    }

    private static double[] filled(int count) {
        double[] values = new double[count];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static double shifted(
            String name,
            Map<String, OptionalDouble> resampled,
            Map<String, OptionalDouble> split,
            Map<String, OptionalDouble> exactly) {
        OptionalDouble there = resampled.getOrDefault(name, OptionalDouble.empty());
        OptionalDouble here = split.getOrDefault(name, OptionalDouble.empty());
        OptionalDouble exact = exactly.getOrDefault(name, OptionalDouble.empty());
        if (there.isEmpty() || here.isEmpty() || exact.isEmpty()) return Double.NaN;
        double value = there.getAsDouble() + (exact.getAsDouble() - here.getAsDouble());
        return Math.max(0, Math.min(1, value));
    }

    private static int[] once(int images) {
        int[] times = new int[images];
        Arrays.fill(times, 1);
        return times;
    }

    /** How often every image is drawn. */
    private static int[] drawn(Random random, int images) {
        int[] times = new int[images];
        for (int i = 0; i < images; i++) times[random.nextInt(images)]++;
        return times;
    }

    private Map<String, OptionalDouble> values(int[] timesGood, int[] timesAnomalous) {
        ResampledCounts counts = new ResampledCounts(thresholds.length);
        for (int i = 0; i < timesGood.length; i++) counts.add(good.get(i), timesGood[i]);
        for (int i = 0; i < timesAnomalous.length; i++) counts.add(anomalous.get(i), timesAnomalous[i]);
        RankingSweep pixels = new RankingSweep(counts.totals.anomalous(), counts.totals.normal(), 0);
        List<AuProSweep> auPros = scores.auPros().keySet().stream()
                .map(limit -> new AuProSweep(limit, counts.totals))
                .toList();
        counts.sweep(thresholds, (threshold, falsePositives, truePositives, overlap) -> {
            pixels.at(threshold, falsePositives, truePositives, overlap);
            for (AuProSweep auPro : auPros) auPro.at(threshold, falsePositives, truePositives, overlap);
        });
        boolean masks = scores.segmentation().isPresent();
        return OfficialScores.values(
                thresholds.length == 0 ? RankingScores.UNDEFINED : pixels.scores(),
                AuProSweep.values(auPros),
                masks ? counts.segmentation.f1() : OptionalDouble.empty(),
                thresholds.length == 0 ? RankingScores.UNDEFINED : ranking(timesGood, timesAnomalous),
                masks ? counts.classification.f1() : OptionalDouble.empty());
    }

    private RankingScores ranking(int[] timesGood, int[] timesAnomalous) {
        double[] drawn = new double[good.size() + anomalous.size()];
        boolean[] positive = new boolean[drawn.length];
        int n = 0;
        for (int i = 0; i < timesGood.length; i++)
            for (int j = 0; j < timesGood[i]; j++) drawn[n++] = good.get(i).score;
        Arrays.fill(positive, n, drawn.length, true);
        for (int i = 0; i < timesAnomalous.length; i++)
            for (int j = 0; j < timesAnomalous[i]; j++) drawn[n++] = anomalous.get(i).score;
        return RankingScores.of(drawn, positive);
    }
}
