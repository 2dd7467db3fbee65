package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

    private static final OfficialConfig CONFIG = OfficialConfig.defaults();

    private static Bootstrap bootstrap(RandomSplit split, OfficialConfig config) {
        Bootstrap bootstrap = new Bootstrap(split.official(config));
        split.samples().forEach(s -> bootstrap.add(Results.of(s.name(), s.map(), s.mask(), s.groundTruth())));
        return bootstrap;
    }

    /**
     * Images of a population whose pixels share an offset per image, so that they are no independent observations.
     *
     * @param shift of defect pixels above normal ones
     */
    private static RandomSplit population(Random random, int images, double shift) {
        List<GoldenImages.Sample> samples = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            boolean bad = i % 2 == 0;
            double offset = random.nextGaussian();
            GrayF32 map = new GrayF32(6, 6);
            GrayU8 mask = new GrayU8(6, 6);
            GrayU8 truth = bad ? new GrayU8(6, 6) : null;
            for (int p = 0; p < 36; p++) {
                boolean defect = bad && p < 12;
                if (defect) truth.data[p] = 1;
                map.data[p] = (float) (offset + random.nextGaussian() + (defect ? shift : 0));
                mask.data[p] = (byte) (map.data[p] > 1 ? 1 : 0);
            }
            samples.add(new GoldenImages.Sample("image " + i, map, mask, truth));
        }
        return new RandomSplit(samples);
    }

    /**
     * Of intervals that claim 90 % about nine in ten hold the truth. Percentile intervals of a few dozen images are somewhat
     * narrow; the margin is six standard deviations of the share.
     */
    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        double shift = 1.5, confidence = 0.9;
        int trials = 200;
        // Two pixels of different images differ by a normal number of variance 2 + 2.
        double truth = 0.77337264762313; // the normal distribution at 1.5 / 2
        int held = 0;
        for (int trial = 0; trial < trials; trial++) {
            RandomSplit split = population(new Random(trial), 60, shift);
            ConfidenceInterval interval = bootstrap(split, CONFIG.withMaxCurvePoints(200))
                    .distributions(draws(200, trial))
                    .get("pixel_auroc")
                    .interval(confidence)
                    .orElseThrow();
            if (interval.low() <= truth && truth <= interval.high()) held++;
        }
        double margin = 6 * Math.sqrt(confidence * (1 - confidence) / trials);
        assertThat((double) held / trials).isBetween(confidence - margin, 1.0);
        assertThat(held)
                .as("an interval that always holds the truth says nothing")
                .isLessThan(trials);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, 3, 4, 5})
    void intervalsLieAboutTheExactMetrics(long seed) {
        RandomSplit split = population(new Random(seed), 30, 1.5);
        Map<String, OptionalDouble> exact = split.official(CONFIG).values();
        Map<String, BootstrapDistribution> resamples = bootstrap(split, CONFIG).distributions(draws(300, seed));
        assertThat(resamples).containsOnlyKeys(exact.keySet());
        resamples.forEach((metric, found) -> {
            ConfidenceInterval interval = found.interval(0.999).orElseThrow();
            assertThat(interval.low()).as(metric).isLessThanOrEqualTo(interval.high());
            assertThat(exact.get(metric).getAsDouble()).as(metric).isBetween(interval.low(), interval.high());
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void fewThresholdsGiveNearlyTheIntervalsOfAll(long seed) {
        RandomSplit split = population(new Random(seed), 40, 1.5);
        Map<String, BootstrapDistribution> all = bootstrap(split, CONFIG).distributions(draws(200, seed));
        Map<String, BootstrapDistribution> few =
                bootstrap(split, CONFIG.withMaxCurvePoints(300)).distributions(draws(200, seed));
        all.forEach((metric, found) -> {
            ConfidenceInterval expected = found.interval(0.9).orElseThrow();
            ConfidenceInterval interval = few.get(metric).interval(0.9).orElseThrow();
            assertThat(interval.low()).as(metric).isCloseTo(expected.low(), within(0.01));
            assertThat(interval.high()).as(metric).isCloseTo(expected.high(), within(0.01));
        });
    }

    /** Where every threshold is kept, a resample is worth what a split of its images is. */
    @Test
    void aResampleIsTheSplitOfItsImages() {
        RandomSplit split = population(new Random(9), 4, 1.5);
        List<GoldenImages.Sample> samples = split.samples();
        List<Double> possible = new ArrayList<>();
        for (int a = 0; a < 16; a++) { // two of the anomalous 0 and 2, two of the good 1 and 3
            List<GoldenImages.Sample> drawn = List.of(
                    samples.get(a & 2),
                    samples.get(a << 1 & 2),
                    samples.get(1 + (a >> 1 & 2)),
                    samples.get(1 + (a >> 2 & 2)));
            possible.add(new RandomSplit(drawn).official(CONFIG).auPro(0.3).getAsDouble());
        }
        Map<String, BootstrapDistribution> resamples = bootstrap(split, CONFIG).distributions(draws(500, 1));
        ConfidenceInterval range = resamples.get("aupro_0.3").interval(0.999999).orElseThrow();
        double low = possible.stream().mapToDouble(d -> d).min().orElseThrow();
        double high = possible.stream().mapToDouble(d -> d).max().orElseThrow();
        assertThat(range.low()).isCloseTo(low, within(1e-6));
        assertThat(range.high()).isCloseTo(high, within(1e-6));
    }

    @Test
    void equalSeedsGiveEqualIntervals() {
        RandomSplit split = population(new Random(4), 20, 1);
        for (double confidence : new double[] {0.5, 0.95}) {
            Optional<ConfidenceInterval> once = bootstrap(split, CONFIG)
                    .distributions(draws(50, 7))
                    .get("pixel_ap")
                    .interval(confidence);
            Optional<ConfidenceInterval> again = bootstrap(split, CONFIG)
                    .distributions(draws(50, 7))
                    .get("pixel_ap")
                    .interval(confidence);
            Optional<ConfidenceInterval> other = bootstrap(split, CONFIG)
                    .distributions(draws(50, 8))
                    .get("pixel_ap")
                    .interval(confidence);
            assertThat(again).isPresent().isEqualTo(once).isNotEqualTo(other);
        }
    }

    @Test
    void aSingleImageOfAKindSaysNothingOfOthers() {
        GoldenImages.Sample bad = population(new Random(1), 1, 1).samples().get(0);
        GoldenImages.Sample good = population(new Random(1), 2, 1).samples().get(1);
        for (RandomSplit split : List.of(new RandomSplit(List.of(bad)), new RandomSplit(List.of(bad, bad, good))))
            assertThat(bootstrap(split, CONFIG).distributions(draws(20, 1)).values())
                    .allSatisfy(found -> assertThat(found.interval(0.9)).isEmpty());
        assertThat(new Bootstrap(new RandomSplit(List.of()).official(CONFIG))
                        .distributions(draws(20, 1))
                        .values())
                .allSatisfy(found -> assertThat(found.interval(0.9)).isEmpty());
    }

    @Test
    void withoutGoodImagesOnlyTheImagesCannotBeRanked() {
        RandomSplit bad = new RandomSplit(population(new Random(2), 12, 1).samples().stream()
                .filter(sample -> sample.groundTruth() != null)
                .toList());
        Map<String, BootstrapDistribution> resamples = bootstrap(bad, CONFIG).distributions(draws(50, 1));
        assertThat(resamples.get("image_auroc").interval(0.9)).isEmpty();
        assertThat(resamples.get("pixel_auroc").interval(0.9)).isPresent();
        assertThat(resamples.get("aupro_0.05").interval(0.9)).isPresent();
    }

    @Test
    void aMetricThatSomeResamplesLackHasNoInterval() {
        List<GoldenImages.Sample> samples =
                new ArrayList<>(population(new Random(3), 4, 1).samples());
        GoldenImages.Sample bad = samples.get(0);
        samples.set(0, new GoldenImages.Sample("vanished", bad.map(), bad.mask(), new GrayU8(6, 6)));
        Map<String, BootstrapDistribution> resamples =
                bootstrap(new RandomSplit(samples), CONFIG).distributions(draws(100, 1));
        assertThat(resamples.get("pixel_ap").interval(0.9)).isEmpty();
        assertThat(resamples.get("image_ap").interval(0.9)).isPresent();
    }

    @Test
    void mapsOrMasksAloneAreEnoughForTheirMetrics() {
        RandomSplit split = population(new Random(6), 10, 1);
        OfficialScores maps = scores(split, true, false);
        Bootstrap ofMaps = new Bootstrap(maps);
        split.samples().forEach(s -> ofMaps.add(Results.of(s.name(), s.map(), null, s.groundTruth())));
        Map<String, BootstrapDistribution> found = ofMaps.distributions(draws(50, 1));
        assertThat(found.get("seg_f1").interval(0.9)).isEmpty();
        assertThat(found.get("pixel_auroc").interval(0.9)).isPresent();

        Bootstrap ofMasks = new Bootstrap(scores(split, false, true));
        split.samples().forEach(s -> ofMasks.add(Results.of(s.name(), null, s.mask(), s.groundTruth())));
        assertThat(ofMasks.distributions(draws(50, 1)).get("seg_f1").interval(0.9))
                .isPresent();
        assertThat(ofMasks.distributions(draws(50, 1)).get("pixel_auroc").interval(0.9))
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofMasks.add(Results.of("more", new GrayF32(6, 6), new GrayU8(6, 6), null)))
                .withMessageContaining("more");
    }

    private static OfficialScores scores(RandomSplit split, boolean maps, boolean masks) {
        try (SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(CONFIG)) {
            split.samples()
                    .forEach(s -> evaluator.add(
                            Results.of(s.name(), maps ? s.map() : null, masks ? s.mask() : null, s.groundTruth())));
            return evaluator.finish();
        }
    }

    @Test
    void otherImagesThanThoseEvaluatedAreRefused() {
        RandomSplit split = population(new Random(1), 6, 1);
        Bootstrap bootstrap = new Bootstrap(split.official(CONFIG));
        assertThatIllegalStateException()
                .isThrownBy(() -> bootstrap.distributions(draws(10, 1)))
                .withMessageContaining("expected the 6 images")
                .withMessageContaining("found 0");
    }

    private static BootstrapConfig draws(int resamples, long seed) {
        return BootstrapConfig.defaults().withResamples(resamples).withSeed(seed);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> draws(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> draws(100, 0).withConfidence(1));
        assertThat(draws(100, 3).forCategory("can")).isNotEqualTo(draws(100, 3).forCategory("rice"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConfidenceInterval(0.6, 0.4));
        BootstrapDistribution resamples = new BootstrapDistribution(new double[] {0.1, 0.2, 0.3});
        assertThatIllegalArgumentException().isThrownBy(() -> resamples.interval(0));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> BootstrapDistribution.mean(List.of(resamples, new BootstrapDistribution(new double[2]))));
    }

    @Test
    void quantilesAreInterpolated() {
        BootstrapDistribution resamples = new BootstrapDistribution(new double[] {0.4, 0.0, 0.3, 0.1, 0.2});
        assertThat(resamples.interval(0.5)).contains(new ConfidenceInterval(0.1, 0.3));
        ConfidenceInterval interval = resamples.interval(0.75).orElseThrow();
        assertThat(interval.low()).isCloseTo(0.05, within(1e-12));
        assertThat(interval.high()).isCloseTo(0.35, within(1e-12));
        BootstrapDistribution other = new BootstrapDistribution(new double[] {0.2, 0.2, 0.1, 0.1, 0.2});
        assertThat(BootstrapDistribution.mean(List.of(resamples, other))
                        .interval(0.999999)
                        .orElseThrow()
                        .high())
                .isCloseTo(0.3, within(1e-6));
    }
}
