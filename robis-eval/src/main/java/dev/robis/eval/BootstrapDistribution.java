package dev.robis.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The values of one metric on the resamples of a {@link Bootstrap}. Immutable. */
public final class BootstrapDistribution {

    private final double[] values; // NaN where the metric is undefined

    BootstrapDistribution(double[] values) {
        this.values = values;
    }

    /**
     * The percentile interval: the quantiles (1 - c) / 2 and (1 + c) / 2, interpolated between neighbouring values. It is empty
     * if the metric is undefined on any resample, because the other resamples would not be a fair sample.
     *
     * @param confidence c, above 0 and below 1
     */
    public Optional<ConfidenceInterval> interval(double confidence) {
        if (!(confidence > 0 && confidence < 1))
            throw new IllegalArgumentException("confidence must be above 0 and below 1, found " + confidence);
        double[] sorted = values.clone();
        Arrays.sort(sorted); // NaN last
        if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) return Optional.empty();
        return Optional.of(
                new ConfidenceInterval(quantile(sorted, (1 - confidence) / 2), quantile(sorted, (1 + confidence) / 2)));
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        double fraction = position - below;
        if (fraction == 0) return sorted[below];
        return sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
    }

    /**
     * The distribution of the mean over several categories, which were resampled independently of each other.
     *
     * @param categories one distribution per category, at least one, all with the same number of resamples
     * @throws IllegalArgumentException if the numbers of resamples differ
     */
    public static BootstrapDistribution mean(List<BootstrapDistribution> categories) {
        double[] means = new double[categories.get(0).values.length];
        for (BootstrapDistribution category : categories) {
            if (category.values.length != means.length)
                throw new IllegalArgumentException(
                        "expected " + means.length + " resamples of every category, found " + category.values.length);
            for (int i = 0; i < means.length; i++) means[i] += category.values[i] / categories.size();
        }
        return new BootstrapDistribution(means);
    }
}
