package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference's evaluation. It stretches all maps to 0..1 at the end, for which it holds them all; here the order of the pixels
 * is kept instead, and the thresholds are stretched as they fall.
 */
final class ReferenceEvaluator implements SplitEvaluator<ReferenceScores> {

    private static final double F1_SMOOTHING = 1e-8;

    private final ReferenceConfig config;
    private final PixelStore pixels;
    private final List<ImageScore> images = new ArrayList<>();

    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;
    private boolean ended;

    ReferenceEvaluator(ReferenceConfig config) {
        this.config = config;
        this.pixels = new PixelStore(config.storage());
    }

    @Override
    public void add(ImageResult image) {
        String name = image.name();
        if (ended) throw new IllegalStateException("the evaluation has ended; " + name + " comes too late");
        GrayU8 mask =
                image.mask().orElseThrow(() -> new IllegalArgumentException(name + ": expected a mask, found none"));
        GrayU8 groundTruth = Inputs.groundTruth(image);
        Inputs.notEmpty(name, mask);
        if (groundTruth != null) Inputs.notEmpty(name, groundTruth);
        if (config.inputSize().isEmpty()) Inputs.sameSize(name, "mask", mask, "a ground truth", groundTruth);
        GrayF32 scores = ReferenceImages.scores(mask, config.inputSize());
        pixels.add(scores, Regions.of(ReferenceImages.groundTruth(groundTruth, config.inputSize())));
        float[] sorted = ReferenceImages.sorted(scores);
        min = Math.min(min, sorted[0]);
        max = Math.max(max, sorted[sorted.length - 1]);
        images.add(new ImageScore(name, groundTruth != null, ReferenceImages.topTenth(sorted)));
    }

    @Override
    public ReferenceScores finish() {
        if (ended) throw new IllegalStateException("the evaluation has ended already");
        ended = true;
        long anomalous = images.stream().filter(ImageScore::anomalous).count();
        if (anomalous == 0 || anomalous == images.size() || min == max) return ReferenceScores.UNDEFINED;

        PixelTotals totals = pixels.totals();
        RankingSweep ranking = new RankingSweep(totals.anomalous(), totals.normal(), F1_SMOOTHING);
        ReferenceAuPro auPro = new ReferenceAuPro(0, 1, ReferenceAuPro.STEPS, totals);
        StretchedThresholds stretched = new StretchedThresholds(min, max, (threshold, fp, tp, overlap) -> {
            ranking.at(threshold, fp, tp, overlap);
            auPro.at(threshold, fp, tp, overlap);
        });
        pixels.sweep(stretched);
        stretched.end();

        List<ImageScore> scored = images.stream().map(this::stretched).toList();
        RankingScores ofImages = ImageScore.ranking(scored, F1_SMOOTHING).scores();
        RankingScores ofPixels = ranking.scores();
        return new ReferenceScores(
                ofImages.auroc(),
                ofImages.averagePrecision(),
                ofImages.f1Max(),
                ofPixels.auroc(),
                ofPixels.averagePrecision(),
                ofPixels.f1Max(),
                auPro.value(),
                scored);
    }

    private ImageScore stretched(ImageScore image) {
        return new ImageScore(image.name(), image.anomalous(), (image.score() - min) / ((double) max - min));
    }

    @Override
    public void close() {
        ended = true;
        pixels.close();
    }

    /** Stretches thresholds in float32; those that rounding makes equal become one. */
    private static final class StretchedThresholds implements ThresholdListener {
        private final float min;
        private final float range;
        private final ThresholdListener next;

        private boolean pending;
        private float threshold;
        private long falsePositives;
        private long truePositives;
        private double overlap;

        StretchedThresholds(float min, float max, ThresholdListener next) {
            this.min = min;
            this.range = max - min;
            this.next = next;
        }

        @Override
        public void at(double score, long falsePositives, long truePositives, double overlap) {
            float stretched = ((float) score - min) / range;
            if (pending && stretched != threshold) end();
            pending = true;
            threshold = stretched;
            this.falsePositives = falsePositives;
            this.truePositives = truePositives;
            this.overlap = overlap;
        }

        void end() {
            next.at(threshold, falsePositives, truePositives, overlap);
        }
    }
}
