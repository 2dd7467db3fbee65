package dev.robis.eval.report;

import dev.robis.eval.BootstrapConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The metrics of a split of several categories, and their means.
 *
 * @param version of the library that computed them
 * @param split as {@code test_public}
 * @param bootstrap how intervals were made; empty without
 * @param categories in the order of the report
 */
public record MetricsReport(
        String version, String split, Optional<BootstrapConfig> bootstrap, List<CategoryMetrics> categories) {

    public MetricsReport {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(split, "split");
        Objects.requireNonNull(bootstrap, "bootstrap");
        categories = List.copyOf(categories);
    }

    /** Everything. Undefined numbers are {@code null}. */
    public String json() {
        return JsonReport.of(this);
    }

    /** One line per set, category and metric. Undefined numbers are empty. */
    public String csv() {
        return CsvReport.of(this);
    }

    /** For people; see {@link MetricsTable}. Empty if no category was evaluated by the set. */
    public String table(MetricSet set) {
        MetricsTable table = new MetricsTable(set, bootstrap);
        StringBuilder text = new StringBuilder();
        for (CategoryMetrics category : categories) text.append(table.lines(category));
        return text.append(table.mean()).toString();
    }
}
