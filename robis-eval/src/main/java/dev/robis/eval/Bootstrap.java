package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * How much the official metrics would vary had other images been taken: a bootstrap over images, in a second pass over the
 * images of an evaluation that has ended.
 *
 * <pre>{@code
 * Bootstrap bootstrap = new Bootstrap(scores);
 * for (Image i : split) bootstrap.add(i.name(), i.map(), i.mask(), i.groundTruth());
 * Optional<Interval> interval = bootstrap.resamples(1000, seed).get("seg_f1").interval(0.95);
 * }</pre>
 *
 * <p>Images are drawn with replacement, good and anomalous ones apart, so that every resample has as many of each as the split
 * (Efron and Tibshirani, <i>An Introduction to the Bootstrap</i>, 1993: chapter 8 for two samples, chapter 13 for percentile
 * intervals). Pixels are never drawn by themselves: those of one image are no independent observations.
 *
 * <p>Of an image only its counts at the thresholds of {@link OfficialScores#curve} are kept, 4 bytes per threshold and good
 * image, 16 per anomalous one. Every value is shifted by what these thresholds miss on the split itself, so that
 * intervals lie about the exact metrics. Metrics of masks and images are exact on every resample.
 *
 * <p>Not safe for concurrent use.
 */
public final class Bootstrap {

    private final OfficialScores scores;
    private final float[] thresholds;
    private final List<ImageCounts> good = new ArrayList<>();
    private final List<ImageCounts> anomalous = new ArrayList<>();

    /**
     * @param scores of the same images
     */
    public Bootstrap(OfficialScores scores) {
        this.scores = scores;
        List<OperatingPoint> curve = scores.curve();
        thresholds = new float[Math.max(0, curve.size() - 1)];
        for (int k = 0; k < thresholds.length; k++) // the first point marks nothing
        thresholds[k] = (float) curve.get(k + 1).threshold();
    }

    /**
     * Takes in one image, as {@link SplitEvaluator#add} did.
     *
     * @throws IllegalArgumentException if sizes differ, a value of the map is NaN, or something is given that was not
     *     given to the evaluator
     */
    public void add(String name, GrayF32 map, GrayU8 mask, GrayU8 groundTruth) {
        if ((map != null) != !scores.curve().isEmpty()
                || (mask != null) != scores.segmentation().isPresent())
            throw new IllegalArgumentException(name + ": expected a map and a mask as in the evaluation");
        Inputs.sameSize(name, "map", map, "a mask", mask);
        Inputs.sameSize(name, "image", map != null ? map : mask, "a ground truth", groundTruth);
        double score = map == null ? 0 : Inputs.maximum(name, map);
        Regions regions = Regions.of(groundTruth);
        long pixels = map != null ? (long) map.width * map.height : (long) mask.width * mask.height;
        MaskTally masks = null;
        if (mask != null) {
            masks = new MaskTally(List.of());
            masks.add(mask, regions, groundTruth != null);
        }
        (groundTruth == null ? good : anomalous)
                .add(ImageCounts.of(thresholds, map, regions, PixelTotals.NONE.plus(regions, pixels), score, masks));
    }

    /**
     * The metrics of {@link OfficialScores#values} on resamples. Of a single good or a single anomalous image nothing can be
     * learnt about others: then nothing is defined.
     *
     * @param count of resamples; a thousand is the usual number for intervals
     * @param seed equal seeds give equal values, whatever the machine
     * @throws IllegalStateException if other images were added than evaluated
     */
    public Map<String, Resamples> resamples(int count, long seed) {
        if (count < 1) throw new IllegalArgumentException("expected at least one resample, found " + count);
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
            Random random = new Random(seed);
            for (int i = 0; i < count; i++) {
                Map<String, OptionalDouble> there = values(drawn(random, good.size()), drawn(random, anomalous.size()));
                for (String name : values.keySet())
                    values.get(name)[i] = shifted(there.get(name), here.get(name), exact.get(name));
            }
        }
        Map<String, Resamples> resamples = new LinkedHashMap<>();
        values.forEach((name, all) -> resamples.put(name, new Resamples(all)));
        return resamples;
    }

    private static double[] filled(int count) {
        double[] values = new double[count];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static double shifted(OptionalDouble there, OptionalDouble here, OptionalDouble exact) {
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
        List<AuProSweep> auPros = scores.auPros().stream()
                .map(auPro -> new AuProSweep(auPro.limit(), counts.totals))
                .toList();
        counts.sweep(thresholds, (threshold, falsePositives, truePositives, overlap) -> {
            pixels.at(threshold, falsePositives, truePositives, overlap);
            for (AuProSweep auPro : auPros) auPro.at(threshold, falsePositives, truePositives, overlap);
        });
        boolean masks = scores.segmentation().isPresent();
        return OfficialScores.values(
                thresholds.length == 0 ? RankingScores.UNDEFINED : pixels.scores(),
                auPros.stream().map(AuProSweep::auPro).toList(),
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
