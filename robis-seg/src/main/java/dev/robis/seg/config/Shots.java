package dev.robis.seg.config;

import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The few images of a few-shot training. The choice depends on the seed and the number of training images alone.
 *
 * @param count images per product, positive; INP-Former takes 1, 2 or 4
 * @param seed of the choice
 */
public record Shots(int count, long seed) {

    private static final RandomGeneratorFactory<RandomGenerator> RANDOM = RandomGeneratorFactory.of("L64X128MixRandom");

    public Shots {
        if (count <= 0) throw new IllegalArgumentException("shots must be positive, found " + count);
    }

    /**
     * @return the data set with as many training images, in their order
     * @throws IllegalArgumentException if it has fewer
     */
    public Dataset of(Dataset dataset) {
        List<Sample> all = dataset.samples(Split.TRAIN);
        if (count > all.size())
            throw new IllegalArgumentException(
                    dataset + ": expected at least " + count + " training images, found " + all.size());
        RandomGenerator random = RANDOM.create(seed);
        List<Sample> chosen = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) // selection sampling (Knuth, volume 2, algorithm S)
        if (random.nextInt(all.size() - i) < count - chosen.size()) chosen.add(all.get(i));
        return dataset.withTraining(chosen);
    }
}
