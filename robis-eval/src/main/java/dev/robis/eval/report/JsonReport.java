package dev.robis.eval.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.robis.eval.BootstrapConfig;
import dev.robis.eval.ConfidenceInterval;
import dev.robis.eval.ConfusionMatrix;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.OfficialScores.SizeRecall;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Everything of a report, one object per set. JSON knows no infinite number: such are null too. */
final class JsonReport {

    private final MetricsReport report;

    private JsonReport(MetricsReport report) {
        this.report = report;
    }

    static String of(MetricsReport report) {
        return new JsonReport(report).root().toPrettyString();
    }

    private ObjectNode root() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("robis_version", report.version()).put("split", report.split());
        for (MetricSet set : MetricSet.values()) {
            Map<String, Mean> means = Mean.of(set, report.categories(), report.bootstrap());
            if (means.isEmpty()) continue;
            ObjectNode node = root.putObject(set.label());
            if (set == MetricSet.OFFICIAL) report.bootstrap().ifPresent(settings -> bootstrap(node, settings));
            ObjectNode categories = node.putObject("categories");
            for (CategoryMetrics category : report.categories())
                set.values(category)
                        .ifPresent(
                                values -> category(categories.putObject(category.category()), set, category, values));
            ObjectNode mean = node.putObject("mean");
            means.forEach((metric, found) -> mean(mean.putObject(metric), found));
        }
        return root;
    }

    private static void bootstrap(ObjectNode node, BootstrapConfig settings) {
        node.putObject("bootstrap")
                .put("resamples", settings.resamples())
                .put("confidence", settings.confidence())
                .put("seed", settings.seed());
    }

    private void category(
            ObjectNode node, MetricSet set, CategoryMetrics category, Map<String, OptionalDouble> values) {
        ObjectNode metrics = node.putObject("metrics");
        values.forEach((metric, value) -> number(metrics, metric, value));
        if (set == MetricSet.REFERENCE) return;
        report.bootstrap().ifPresent(settings -> {
            ObjectNode intervals = node.putObject("intervals");
            for (String metric : values.keySet())
                interval(intervals, metric, category.interval(set, metric, settings.confidence()));
        });
        category.official().ifPresent(scores -> official(node, scores));
    }

    private static void official(ObjectNode node, OfficialScores scores) {
        ObjectNode thresholds = node.putObject("thresholds");
        number(thresholds, "pixel_f1_max", scores.pixels().f1MaxThreshold());
        number(thresholds, "image_f1_max", scores.ranking().f1MaxThreshold());
        OfficialScores.Totals totals = scores.totals();
        ObjectNode counts = node.putObject("totals");
        counts.put("images", totals.images()).put("anomalous_images", totals.anomalousImages());
        counts.put("regions", totals.regions());
        counts.put("anomalous_pixels", totals.anomalousPixels()).put("normal_pixels", totals.normalPixels());
        totals.emptyGroundTruths().forEach(counts.putArray("empty_ground_truths")::add);
        scores.segmentation().ifPresent(found -> confusion(node.putObject("segmentation"), found));
        scores.classification().ifPresent(found -> confusion(node.putObject("classification"), found));
        for (SizeRecall bin : scores.recallBySize())
            size(node.withArray("size_recall").addObject(), bin);
    }

    private static void confusion(ObjectNode node, ConfusionMatrix confusion) {
        node.put("true_positives", confusion.truePositives()).put("false_positives", confusion.falsePositives());
        node.put("false_negatives", confusion.falseNegatives()).put("true_negatives", confusion.trueNegatives());
        number(node, "precision", confusion.precision());
        number(node, "recall", confusion.recall());
    }

    private static void size(ObjectNode node, SizeRecall bin) {
        node.put("min_area", bin.minArea());
        if (bin.endArea().isPresent()) node.put("end_area", bin.endArea().getAsInt());
        else node.putNull("end_area");
        node.put("regions", bin.regions()).put("hit", bin.hit());
        number(node, "recall", bin.recall());
        number(node, "coverage", bin.coverage());
    }

    private static void mean(ObjectNode node, Mean mean) {
        number(node, "value", mean.value());
        node.put("categories", mean.categories());
        if (mean.interval().isPresent()) interval(node, "interval", mean.interval());
    }

    private static void interval(ObjectNode node, String name, Optional<ConfidenceInterval> interval) {
        if (interval.isEmpty()) node.putNull(name);
        else node.putArray(name).add(interval.get().low()).add(interval.get().high());
    }

    private static void number(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) node.put(name, value.getAsDouble());
        else node.putNull(name);
    }
}
