package dev.robis.eval;

import org.apiguardian.api.API;

/**
 * The confidence interval of a metric. Both ends belong to it.
 *
 * @param low in 0..1
 * @param high in 0..1, not below {@code low}
 */
public record ConfidenceInterval(double low, double high) {

    /** For {@link BootstrapDistribution#interval}; intervals may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public ConfidenceInterval {
        if (!(low <= high))
            throw new IllegalArgumentException("low must not exceed high, found " + low + " and " + high);
    }
}
