package dev.robis.eval.report;

import dev.robis.eval.BootstrapConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The metrics of a split of several categories, and their means over the categories.
 *
 * <pre>{@code
 * MetricsReport report = MetricsReport.of(categories).withSplit("test_public").withVersion("0.1.0");
 * Files.writeString(file, report.json());
 * }</pre>
 *
 * @param version version of the library that computed the metrics; may be empty
 * @param split name of the split, such as {@code test_public}; may be empty
 * @param bootstrap how the intervals were made; empty without a bootstrap
 * @param categories in the order of the report
 */
public record MetricsReport(
        String version, String split, Optional<BootstrapConfig> bootstrap, List<CategoryMetrics> categories) {

    /** For {@link #of}; reports may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public MetricsReport {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(split, "split");
        Objects.requireNonNull(bootstrap, "bootstrap");
        categories = List.copyOf(categories);
    }

    /**
     * @param categories in the order of the report
     */
    public static MetricsReport of(List<CategoryMetrics> categories) {
        return new MetricsReport("", "", Optional.empty(), categories);
    }

    public MetricsReport withVersion(String library) {
        return new MetricsReport(library, split, bootstrap, categories);
    }

    public MetricsReport withSplit(String name) {
        return new MetricsReport(version, name, bootstrap, categories);
    }

    public MetricsReport withBootstrap(BootstrapConfig config) {
        return new MetricsReport(version, split, Optional.of(config), categories);
    }

    /** Everything as JSON. An undefined or infinite number is {@code null}. */
    public String json() {
        return JsonReport.of(this);
    }

    /** One line per set, category and metric. The field of an undefined number is empty. */
    public String csv() {
        return CsvReport.of(this);
    }

    /** A table for people, see {@link MetricsTable}. It is empty if no category was evaluated with this set. */
    public String table(MetricSet set) {
        MetricsTable table = bootstrap
                .map(config -> MetricsTable.of(set).withBootstrap(config))
                .orElseGet(() -> MetricsTable.of(set));
        StringBuilder text = new StringBuilder();
        for (CategoryMetrics category : categories) text.append(table.lines(category));
        return text.append(table.mean()).toString();
    }
}
