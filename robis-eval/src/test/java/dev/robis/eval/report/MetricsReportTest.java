package dev.robis.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.eval.Bootstrap;
import dev.robis.eval.BootstrapConfig;
import dev.robis.eval.ConfidenceInterval;
import dev.robis.eval.OfficialConfig;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.ReferenceConfig;
import dev.robis.eval.ReferenceScores;
import dev.robis.eval.Results;
import dev.robis.eval.SplitEvaluator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsReportTest {

    private static final BootstrapConfig BOOTSTRAP =
            BootstrapConfig.defaults().withResamples(50).withConfidence(0.9);
    private static final OfficialConfig CONFIG = OfficialConfig.defaults().withIntegrationLimits(0.05, 0.125);

    /**
     * @param good images; without any, images cannot be ranked
     */
    private static CategoryMetrics category(String name, int good, boolean bootstrap, boolean reference) {
        Random random = new Random(name.hashCode());
        GrayF32[] maps = new GrayF32[4 + good];
        GrayU8[] masks = new GrayU8[maps.length];
        GrayU8[] truths = new GrayU8[maps.length];
        for (int i = 0; i < maps.length; i++) {
            maps[i] = new GrayF32(10, 10);
            masks[i] = new GrayU8(10, 10);
            if (i < 4) truths[i] = new GrayU8(10, 10);
            for (int p = 0; p < 100; p++) {
                boolean defect = i < 4 && p / 10 < 3 && p % 10 > 5;
                if (defect) truths[i].data[p] = 1;
                maps[i].data[p] = (float) (random.nextGaussian() + (defect ? 1 : 0));
                masks[i].data[p] = (byte) (maps[i].data[p] > 1 ? 1 : 0);
            }
        }
        try (SplitEvaluator<OfficialScores> official = SplitEvaluator.official(CONFIG);
                SplitEvaluator<ReferenceScores> local =
                        SplitEvaluator.reference(ReferenceConfig.defaults().withInputSize(20))) {
            for (int i = 0; i < maps.length; i++) {
                official.add(Results.of("image " + i, maps[i], masks[i], truths[i]));
                local.add(Results.of("image " + i, null, masks[i], truths[i]));
            }
            OfficialScores scores = official.finish();
            Bootstrap resampling = new Bootstrap(scores);
            for (int i = 0; i < maps.length; i++)
                resampling.add(Results.of("image " + i, maps[i], masks[i], truths[i]));
            CategoryMetrics metrics = CategoryMetrics.of(name).withOfficial(scores);
            if (bootstrap) metrics = metrics.withBootstrap(resampling.distributions(BOOTSTRAP.forCategory(name)));
            return reference ? metrics.withReference(local.finish()) : metrics;
        }
    }

    private static MetricsReport report(boolean bootstrap, CategoryMetrics... categories) {
        MetricsReport report =
                MetricsReport.of(List.of(categories)).withVersion("1.2").withSplit("test_public");
        return bootstrap ? report.withBootstrap(BOOTSTRAP) : report;
    }

    @Test
    void jsonHoldsBothSetsApart() throws Exception {
        CategoryMetrics can = category("can", 3, true, true);
        CategoryMetrics rice = category("rice", 0, true, true);
        JsonNode json = new ObjectMapper().readTree(report(true, can, rice).json());
        assertThat(json.get("robis_version").asText()).isEqualTo("1.2");
        assertThat(json.get("split").asText()).isEqualTo("test_public");

        JsonNode official = json.get("official");
        assertThat(official.get("bootstrap").get("resamples").asInt()).isEqualTo(50);
        JsonNode metrics = official.get("categories").get("can").get("metrics");
        OfficialScores scores = can.official().orElseThrow();
        assertThat(metrics.get("pixel_auroc").asDouble())
                .isEqualTo(scores.pixels().auroc().getAsDouble());
        assertThat(metrics.get("aupro_0.125").asDouble())
                .isEqualTo(scores.auPro(0.125).getAsDouble());
        JsonNode interval =
                official.get("categories").get("can").get("intervals").get("pixel_auroc");
        assertThat(interval.get(0).asDouble()).isLessThan(interval.get(1).asDouble());
        JsonNode bins = official.get("categories").get("can").get("size_recall");
        assertThat(bins).hasSize(CONFIG.sizeEdges().size() + 1);
        assertThat(bins.get(0).get("regions").asInt()).isEqualTo(4);
        assertThat(bins.get(bins.size() - 1).get("end_area").isNull()).isTrue();
        assertThat(bins.get(bins.size() - 1).get("recall").isNull()).isTrue();

        JsonNode undefined = official.get("categories").get("rice");
        assertThat(undefined.get("metrics").get("image_auroc").isNull()).isTrue();
        assertThat(undefined.get("intervals").get("image_auroc").isNull()).isTrue();
        assertThat(official.get("mean").get("image_auroc").get("categories").asInt())
                .isEqualTo(1);
        assertThat(official.get("mean").get("pixel_ap").get("categories").asInt())
                .isEqualTo(2);

        JsonNode reference = json.get("reference");
        assertThat(reference.get("categories").get("can").get("metrics").fieldNames())
                .toIterable()
                .containsExactly(
                        "image_auroc", "image_ap", "image_f1", "pixel_auroc", "pixel_ap", "pixel_f1", "pixel_aupro");
        assertThat(reference.has("bootstrap")).isFalse();
        assertThat(reference.get("mean").get("image_auroc").get("categories").asInt())
                .isEqualTo(1);
    }

    @Test
    void infiniteThresholdsAreNull() throws Exception {
        GrayF32 map = new GrayF32(2, 1);
        map.data[0] = Float.POSITIVE_INFINITY;
        GrayU8 truth = new GrayU8(2, 1);
        truth.data[0] = 1;
        try (SplitEvaluator<OfficialScores> official = SplitEvaluator.official(CONFIG)) {
            official.add(Results.of("a", map, null, truth));
            CategoryMetrics can = CategoryMetrics.of("can").withOfficial(official.finish());
            JsonNode json =
                    new ObjectMapper().readTree(report(false, can).json()).get("official");
            JsonNode category = json.get("categories").get("can");
            assertThat(category.get("thresholds").get("pixel_f1_max").isNull()).isTrue();
            assertThat(category.get("metrics").get("pixel_f1_max").asDouble()).isEqualTo(1);
            assertThat(category.get("metrics").get("seg_f1").isNull()).isTrue();
            assertThat(category.has("segmentation")).isFalse();
            assertThat(category.has("intervals")).isFalse();
        }
    }

    @Test
    void csvHasALinePerNumber() {
        CategoryMetrics can = category("can, large", 3, true, true);
        List<String> lines = report(true, can).csv().lines().toList();
        assertThat(lines.get(0)).isEqualTo("set,category,metric,value,low,high,categories");
        assertThat(lines).hasSize(1 + 2 * (10 + 7));
        double auroc = can.official().orElseThrow().pixels().auroc().getAsDouble();
        ConfidenceInterval interval =
                can.bootstrap().get("pixel_auroc").interval(0.9).orElseThrow();
        assertThat(lines.get(1))
                .isEqualTo("official,\"can, large\",pixel_auroc," + auroc + "," + interval.low() + "," + interval.high()
                        + ",");
        assertThat(lines.get(11))
                .isEqualTo("official,mean,pixel_auroc," + auroc + "," + interval.low() + "," + interval.high() + ",1");
        assertThat(lines.get(21))
                .startsWith("reference,\"can, large\",image_auroc,")
                .endsWith(",,,");
    }

    @Test
    void theTableShowsEveryCategoryItsIntervalsAndTheMean() {
        MetricsReport report = report(true, category("can", 3, true, false), category("rice", 0, true, false));
        List<String> lines = report.table(MetricSet.OFFICIAL).lines().toList();
        assertThat(lines).hasSize(1 + 3 * 3 + 1);
        assertThat(lines.get(0))
                .startsWith("official")
                .containsSubsequence(
                        "P-AUROC",
                        "P-AP",
                        "P-F1",
                        "AU-PRO5",
                        "AU-PRO12.5",
                        "SegF1",
                        "I-AUROC",
                        "I-AP",
                        "I-F1",
                        "ClassF1");
        assertThat(lines.get(1)).startsWith("can ");
        assertThat(lines.get(2)).startsWith("  5 %");
        assertThat(lines.get(3)).startsWith("  95 %");
        assertThat(lines.get(4)).startsWith("rice ").contains(" -");
        assertThat(lines.get(7)).startsWith("mean of 2");
        assertThat(lines.get(10)).startsWith("  defined in").contains(" 1").contains(" 2");
        assertThat(report.table(MetricSet.REFERENCE)).isEmpty();
        assertThat(report(false, category("can", 3, false, true)).table(MetricSet.REFERENCE))
                .startsWith("reference")
                .containsSubsequence("I-AUROC", "I-AP", "I-F1", "P-AUROC", "P-AP", "P-F1", "P-AUPRO");
    }

    @Test
    void theMeanIsThatOfTheCategoriesThatDefineIt() throws Exception {
        CategoryMetrics can = category("can", 3, true, false);
        CategoryMetrics rice = category("rice", 4, true, false);
        JsonNode mean = new ObjectMapper()
                .readTree(report(true, can, rice).json())
                .get("official")
                .get("mean")
                .get("seg_f1");
        double expected = (can.official().orElseThrow().segF1().getAsDouble()
                        + rice.official().orElseThrow().segF1().getAsDouble())
                / 2;
        assertThat(mean.get("value").asDouble()).isCloseTo(expected, within(1e-15));
        assertThat(expected)
                .isBetween(
                        mean.get("interval").get(0).asDouble(),
                        mean.get("interval").get(1).asDouble());
    }
}
