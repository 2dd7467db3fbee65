package dev.robis.eval.report;

import dev.robis.eval.BootstrapDistribution;
import dev.robis.eval.ConfidenceInterval;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.ReferenceScores;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The metrics of one category. Start with {@link #of(String)} and add what was computed.
 *
 * @param category name of the category
 * @param official official metrics, if they were computed
 * @param bootstrap distributions of the official metrics, by the metric's name; empty without a bootstrap
 * @param reference the reference's metrics, if they were computed
 */
public record CategoryMetrics(
        String category,
        Optional<OfficialScores> official,
        Map<String, BootstrapDistribution> bootstrap,
        Optional<ReferenceScores> reference) {

    /** For {@link #of}; metrics may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public CategoryMetrics {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(official, "official");
        Objects.requireNonNull(reference, "reference");
        bootstrap = Map.copyOf(bootstrap);
    }

    /** A category without metrics. */
    public static CategoryMetrics of(String category) {
        return new CategoryMetrics(category, Optional.empty(), Map.of(), Optional.empty());
    }

    public CategoryMetrics withOfficial(OfficialScores scores) {
        return new CategoryMetrics(category, Optional.of(scores), bootstrap, reference);
    }

    /**
     * @param distributions those of the official metrics, by the metric's name
     */
    public CategoryMetrics withBootstrap(Map<String, BootstrapDistribution> distributions) {
        return new CategoryMetrics(category, official, distributions, reference);
    }

    public CategoryMetrics withReference(ReferenceScores scores) {
        return new CategoryMetrics(category, official, bootstrap, Optional.of(scores));
    }

    Optional<ConfidenceInterval> interval(MetricSet set, String metric, double confidence) {
        if (set != MetricSet.OFFICIAL) return Optional.empty();
        return Optional.ofNullable(bootstrap.get(metric)).flatMap(found -> found.interval(confidence));
    }
}
