package dev.robis.eval.report;

import dev.robis.eval.BootstrapConfig;
import dev.robis.eval.BootstrapDistribution;
import dev.robis.eval.ConfidenceInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A metric's mean over the categories that define it.
 *
 * @param value empty if none does
 * @param categories how many do
 * @param interval of the mean; empty without a bootstrap, or if a category has none
 */
record Mean(OptionalDouble value, int categories, Optional<ConfidenceInterval> interval) {

    /** Of every metric of a set, in the set's order; empty if no category was evaluated by it. */
    static Map<String, Mean> of(MetricSet set, List<CategoryMetrics> all, Optional<BootstrapConfig> bootstrap) {
        List<CategoryMetrics> evaluated =
                all.stream().filter(one -> set.values(one).isPresent()).toList();
        Map<String, Mean> means = new LinkedHashMap<>();
        if (!evaluated.isEmpty())
            for (String metric : set.values(evaluated.get(0)).orElseThrow().keySet())
                means.put(metric, of(set, metric, evaluated, bootstrap));
        return means;
    }

    private static Mean of(
            MetricSet set, String metric, List<CategoryMetrics> evaluated, Optional<BootstrapConfig> bootstrap) {
        List<BootstrapDistribution> resamples = new ArrayList<>();
        double sum = 0;
        int defined = 0;
        for (CategoryMetrics category : evaluated) {
            OptionalDouble value = set.values(category).orElseThrow().getOrDefault(metric, OptionalDouble.empty());
            if (value.isEmpty()) continue;
            sum += value.getAsDouble();
            defined++;
            BootstrapDistribution found = category.bootstrap().get(metric);
            if (set == MetricSet.OFFICIAL && found != null) resamples.add(found);
        }
        if (defined == 0) return new Mean(OptionalDouble.empty(), 0, Optional.empty());
        boolean complete = bootstrap.isPresent() && resamples.size() == defined;
        return new Mean(
                OptionalDouble.of(sum / defined),
                defined,
                complete
                        ? BootstrapDistribution.mean(resamples)
                                .interval(bootstrap.get().confidence())
                        : Optional.empty());
    }
}
