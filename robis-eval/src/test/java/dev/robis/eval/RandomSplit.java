package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A few small images with defects, good and bad, of differing sizes; every other split has many ties.
 *
 * @param samples never empty
 */
record RandomSplit(List<GoldenImages.Sample> samples) {

    static RandomSplit of(long seed) {
        Random random = new Random(seed);
        boolean ties = seed % 2 == 0;
        List<GoldenImages.Sample> samples = new ArrayList<>();
        int images = 2 + random.nextInt(4);
        for (int i = 0; i < images; i++) {
            int width = 3 + random.nextInt(12);
            int height = 3 + random.nextInt(12);
            boolean bad = i == 0 || (i > 1 && random.nextBoolean());
            GrayF32 map = new GrayF32(width, height);
            GrayU8 mask = new GrayU8(width, height);
            GrayU8 truth = bad ? new GrayU8(width, height) : null;
            for (int p = 0; p < map.data.length; p++) {
                boolean defect = bad && random.nextInt(5) == 0;
                if (defect) truth.data[p] = (byte) (random.nextBoolean() ? 1 : 255);
                double score = random.nextGaussian() + (defect ? 1 : 0);
                map.data[p] = (float) (ties ? Math.rint(2 * score) : score);
                mask.data[p] = (byte) (score > 0.8 ? 255 : 0);
            }
            samples.add(new GoldenImages.Sample("image " + i, map, mask, truth));
        }
        return new RandomSplit(samples);
    }

    RandomSplit shuffled(long seed) {
        List<GoldenImages.Sample> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, new Random(seed));
        return new RandomSplit(shuffled);
    }

    /** With every score passed through a function. */
    RandomSplit map(DoubleUnaryOperator function) {
        return new RandomSplit(samples.stream()
                .map(sample -> {
                    GrayF32 map = sample.map().clone();
                    for (int p = 0; p < map.data.length; p++) map.data[p] = (float) function.applyAsDouble(map.data[p]);
                    return new GoldenImages.Sample(sample.name(), map, sample.mask(), sample.groundTruth());
                })
                .toList());
    }

    OfficialScores official(OfficialConfig config) {
        try (SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(config)) {
            samples.forEach(s -> evaluator.add(Results.of(s.name(), s.map(), s.mask(), s.groundTruth())));
            return evaluator.finish();
        }
    }

    ReferenceScores reference(ReferenceConfig config) {
        try (SplitEvaluator<ReferenceScores> evaluator = SplitEvaluator.reference(config)) {
            samples.forEach(s -> evaluator.add(Results.of(s.name(), null, s.mask(), s.groundTruth())));
            return evaluator.finish();
        }
    }
}
