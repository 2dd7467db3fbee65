package dev.robis.eval.report;

import dev.robis.eval.BootstrapConfig;
import dev.robis.eval.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table for people that grows by a category at a time: the head with the first, then a line per category, with a bootstrap
 * two more for the ends of its intervals, last the means. Undefined is {@code -}. Lines end with the system's separator.
 *
 * <p>Not safe for concurrent use.
 */
public final class MetricsTable {

    private final MetricSet set;
    private final Optional<BootstrapConfig> bootstrap;
    private final List<CategoryMetrics> shown = new ArrayList<>();

    public MetricsTable(MetricSet set, Optional<BootstrapConfig> bootstrap) {
        this.set = set;
        this.bootstrap = bootstrap;
    }

    /** Nothing if the category was not evaluated by this set. */
    public String lines(CategoryMetrics category) {
        Optional<Map<String, OptionalDouble>> values = set.values(category);
        if (values.isEmpty()) return "";
        Set<String> metrics = values.get().keySet();
        StringBuilder text = new StringBuilder();
        if (shown.isEmpty()) text.append(line(set.label(), metrics, MetricSet::title));
        shown.add(category);
        text.append(
                line(category.category(), metrics, metric -> number(values.get().get(metric))));
        return text.append(
                        intervals(metrics, (metric, settings) -> category.interval(set, metric, settings.confidence())))
                .toString();
    }

    /** Nothing of less than two categories. Where fewer define a metric, the last line says how many do. */
    public String mean() {
        if (shown.size() < 2) return "";
        Map<String, Mean> means = Mean.of(set, shown, bootstrap);
        StringBuilder text = new StringBuilder(line(
                "mean of " + shown.size(),
                means.keySet(),
                metric -> number(means.get(metric).value())));
        text.append(intervals(
                means.keySet(), (metric, settings) -> means.get(metric).interval()));
        if (means.values().stream().anyMatch(mean -> mean.categories() < shown.size()))
            text.append(line(
                    "  defined in",
                    means.keySet(),
                    metric -> "" + means.get(metric).categories()));
        return text.toString();
    }

    private interface Intervals {
        Optional<Interval> of(String metric, BootstrapConfig settings);
    }

    private String intervals(Set<String> metrics, Intervals intervals) {
        if (bootstrap.isEmpty() || set != MetricSet.OFFICIAL) return "";
        BootstrapConfig settings = bootstrap.get();
        double tail = 50 * (1 - settings.confidence());
        return line(percent(tail), metrics, metric -> number(end(intervals.of(metric, settings), Interval::low)))
                + line(
                        percent(100 - tail),
                        metrics,
                        metric -> number(end(intervals.of(metric, settings), Interval::high)));
    }

    private static OptionalDouble end(Optional<Interval> interval, Function<Interval, Double> end) {
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
