package dev.robis.eval.report;

import dev.robis.eval.OfficialScores;
import dev.robis.eval.ReferenceScores;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The two sets of metrics. Some metrics have the same name in both, but never the same definition. */
public enum MetricSet {
    /** The definitions of the benchmarks: {@link OfficialScores}. */
    OFFICIAL("official"),
    /** The definitions of RoBiS's own script: {@link ReferenceScores}. */
    REFERENCE("reference");

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("pixel_auroc", "P-AUROC"),
            Map.entry("pixel_ap", "P-AP"),
            Map.entry("pixel_f1_max", "P-F1"),
            Map.entry("pixel_f1", "P-F1"),
            Map.entry("pixel_aupro", "P-AUPRO"),
            Map.entry("seg_f1", "SegF1"),
            Map.entry("image_auroc", "I-AUROC"),
            Map.entry("image_ap", "I-AP"),
            Map.entry("image_f1_max", "I-F1"),
            Map.entry("image_f1", "I-F1"),
            Map.entry("class_f1", "ClassF1"));

    private static final String AU_PRO = "aupro_";

    private final String label;

    MetricSet(String label) {
        this.label = label;
    }

    /** Name of the set in files. */
    public String label() {
        return label;
    }

    /** The metrics of a category by name; empty if it was not evaluated by this set. */
    Optional<Map<String, OptionalDouble>> values(CategoryMetrics category) {
        return this == OFFICIAL
                ? category.official().map(OfficialScores::values)
                : category.reference().map(ReferenceScores::values);
    }

    /** A short name for the head of a column: AU-PRO up to 0.05 is {@code AU-PRO5}. */
    static String title(String metric) {
        if (metric.startsWith(AU_PRO))
            return "AU-PRO"
                    + new BigDecimal(metric.substring(AU_PRO.length()))
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .toPlainString();
        return TITLES.getOrDefault(metric, metric);
    }
}
