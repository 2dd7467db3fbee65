package dev.robis.eval;

/**
 * How intervals are made, see {@link Bootstrap}.
 *
 * @param resamples at least 2; a thousand is usual
 * @param confidence share of the resamples between the ends of an interval, above 0, below 1
 * @param seed equal seeds give equal intervals
 */
public record BootstrapConfig(int resamples, double confidence, long seed) {

    public BootstrapConfig {
        if (resamples < 2) throw new IllegalArgumentException("resamples must be at least 2, found " + resamples);
        if (!(confidence > 0 && confidence < 1))
            throw new IllegalArgumentException("confidence must be above 0 and below 1, found " + confidence);
    }

    /** For one of several categories: draws of its own, the same whatever categories stand beside it. */
    public long seedOf(String category) {
        return 31 * seed + category.hashCode();
    }
}
