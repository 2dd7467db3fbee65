package dev.robis.eval.report;

import dev.robis.eval.BootstrapConfig;
import dev.robis.eval.ConfidenceInterval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table for people that grows by one category at a time. The header comes with the first category. Every category has one
 * line, and with a bootstrap two more lines for the ends of its intervals. The means come last. An undefined number is {@code
 * -}. Lines end with the system's separator.
 *
 * <p>Not safe for concurrent use.
 */
public final class MetricsTable {

    private final MetricSet set;
    private final Optional<BootstrapConfig> bootstrap;
    private final List<CategoryMetrics> shown = new ArrayList<>();

    private MetricsTable(MetricSet set, Optional<BootstrapConfig> bootstrap) {
        this.set = set;
        this.bootstrap = bootstrap;
    }

    /** A table of one set, without intervals. */
    public static MetricsTable of(MetricSet set) {
        return new MetricsTable(set, Optional.empty());
    }

    /** An empty table of the same set, with the intervals that a bootstrap gave. */
    public MetricsTable withBootstrap(BootstrapConfig config) {
        return new MetricsTable(set, Optional.of(config));
    }

    /** The next lines; empty if the category was not evaluated with this set. */
    public String lines(CategoryMetrics category) {
        Optional<Map<String, OptionalDouble>> values = set.values(category);
        if (values.isEmpty()) return "";
        Set<String> metrics = values.get().keySet();
        StringBuilder text = new StringBuilder();
        if (shown.isEmpty()) text.append(line(set.label(), metrics, MetricSet::title));
        shown.add(category);
        text.append(line(
                category.category(),
                metrics,
                metric -> number(values.get().getOrDefault(metric, OptionalDouble.empty()))));
        return text.append(
                        intervals(metrics, (metric, settings) -> category.interval(set, metric, settings.confidence())))
                .toString();
    }

    /**
     * The means over the categories so far; empty for less than two categories. If some of them do not define a metric, the last
     * line says how many do.
     */
    public String mean() {
        if (shown.size() < 2) return "";
        Map<String, Mean> means = Mean.of(set, shown, bootstrap);
        Function<String, Mean> mean = metric -> Objects.requireNonNull(means.get(metric), metric);
        StringBuilder text = new StringBuilder(line(
                "mean of " + shown.size(),
                means.keySet(),
                metric -> number(mean.apply(metric).value())));
        text.append(intervals(
                means.keySet(), (metric, settings) -> mean.apply(metric).interval()));
        if (means.values().stream().anyMatch(one -> one.categories() < shown.size()))
            text.append(line(
                    "  defined in",
                    means.keySet(),
                    metric -> "" + mean.apply(metric).categories()));
        return text.toString();
    }

    private interface Intervals {
        Optional<ConfidenceInterval> of(String metric, BootstrapConfig settings);
    }

    private String intervals(Set<String> metrics, Intervals intervals) {
        if (bootstrap.isEmpty() || set != MetricSet.OFFICIAL) return "";
        BootstrapConfig settings = bootstrap.get();
        double tail = 50 * (1 - settings.confidence());
        return line(
                        percent(tail),
                        metrics,
                        metric -> number(end(intervals.of(metric, settings), ConfidenceInterval::low)))
                + line(
                        percent(100 - tail),
                        metrics,
                        metric -> number(end(intervals.of(metric, settings), ConfidenceInterval::high)));
    }

    private static OptionalDouble end(Optional<ConfidenceInterval> interval, Function<ConfidenceInterval, Double> end) {
        return interval.map(found -> OptionalDouble.of(end.apply(found))).orElse(OptionalDouble.empty());
    }

    private static String percent(double value) {
        return "  "
                + new BigDecimal(value)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    private static String line(String head, Set<String> metrics, Function<String, String> cell) {
        return String.format("%-16s", head)
                + metrics.stream()
                        .map(metric -> String.format(" %8s", cell.apply(metric)))
                        .collect(Collectors.joining())
                + System.lineSeparator();
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "-";
    }
}
