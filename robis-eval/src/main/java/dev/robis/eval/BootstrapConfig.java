package dev.robis.eval;

import org.apiguardian.api.API;

/**
 * How the confidence intervals of a {@link Bootstrap} are made.
 *
 * @param resamples number of resamples, at least 2
 * @param confidence share of the resamples between the ends of an interval, above 0 and below 1
 * @param seed equal seeds give equal intervals on every machine
 */
public record BootstrapConfig(int resamples, double confidence, long seed) {

    /** For {@link #defaults}; settings may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public BootstrapConfig {
        if (resamples < 2) throw new IllegalArgumentException("resamples must be at least 2, found " + resamples);
        if (!(confidence > 0 && confidence < 1))
            throw new IllegalArgumentException("confidence must be above 0 and below 1, found " + confidence);
    }

    /** 1000 resamples, 0.95 of them between the ends, seed 1. */
    public static BootstrapConfig defaults() {
        return new BootstrapConfig(1000, 0.95, 1);
    }

    public BootstrapConfig withResamples(int number) {
        return new BootstrapConfig(number, confidence, seed);
    }

    public BootstrapConfig withConfidence(double share) {
        return new BootstrapConfig(resamples, share, seed);
    }

    public BootstrapConfig withSeed(long number) {
        return new BootstrapConfig(resamples, confidence, number);
    }

    /** The same with a seed of its own for one of several categories. It does not depend on the other categories. */
    public BootstrapConfig forCategory(String category) {
        return withSeed(31 * seed + category.hashCode());
    }
}
