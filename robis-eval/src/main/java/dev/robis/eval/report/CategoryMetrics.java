package dev.robis.eval.report;

import dev.robis.eval.Interval;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.ReferenceScores;
import dev.robis.eval.Resamples;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was found for one category.
 *
 * @param category its name
 * @param official empty if not asked for
 * @param resamples of the official metrics, by name; empty without a bootstrap
 * @param reference empty if not asked for
 */
public record CategoryMetrics(
        String category,
        Optional<OfficialScores> official,
        Map<String, Resamples> resamples,
        Optional<ReferenceScores> reference) {

    public CategoryMetrics {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(official, "official");
        Objects.requireNonNull(reference, "reference");
        resamples = Map.copyOf(resamples);
    }

    Optional<Interval> interval(MetricSet set, String metric, double confidence) {
        if (set != MetricSet.OFFICIAL) return Optional.empty();
        return Optional.ofNullable(resamples.get(metric)).flatMap(found -> found.interval(confidence));
    }
}
