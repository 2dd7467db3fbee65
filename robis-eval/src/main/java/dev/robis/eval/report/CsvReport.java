package dev.robis.eval.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.robis.eval.ConfidenceInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The long form of a table, whose columns do not depend on the metrics. Only means fill the last column. */
final class CsvReport {

    private static final String[] COLUMNS = {"set", "category", "metric", "value", "low", "high", "categories"};
    private static final String MEAN = "mean";

    private CsvReport() {}

    static String of(MetricsReport report) {
        List<Object[]> rows = new ArrayList<>();
        for (MetricSet set : MetricSet.values()) {
            for (CategoryMetrics category : report.categories())
                set.values(category)
                        .ifPresent(values -> values.forEach((metric, value) -> {
                            Optional<ConfidenceInterval> interval = report.bootstrap()
                                    .flatMap(settings -> category.interval(set, metric, settings.confidence()));
                            rows.add(row(set, category.category(), metric, value, interval, null));
                        }));
            Map<String, Mean> means = Mean.of(set, report.categories(), report.bootstrap());
            means.forEach((metric, mean) ->
                    rows.add(row(set, MEAN, metric, mean.value(), mean.interval(), mean.categories())));
        }
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
        for (String column : COLUMNS) schema.addColumn(column);
        ObjectWriter writer = new CsvMapper().writer(schema.build());
        try {
            return writer.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers have a form in CSV", e);
        }
    }

    private static Object[] row(
            MetricSet set,
            String category,
            String metric,
            OptionalDouble value,
            Optional<ConfidenceInterval> interval,
            @Nullable Integer categories) {
        return new Object[] {
            set.label(),
            category,
            metric,
            value.isPresent() ? value.getAsDouble() : null,
            interval.map(ConfidenceInterval::low).orElse(null),
            interval.map(ConfidenceInterval::high).orElse(null),
            categories
        };
    }
}
