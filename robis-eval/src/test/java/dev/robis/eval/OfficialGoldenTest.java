package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.eval.OfficialScores.OperatingPoint;
import dev.robis.eval.OfficialScores.SizeRecall;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The official metrics against values computed by plain definition. */
class OfficialGoldenTest {

    static Stream<Golden.Case> datasets() {
        return Golden.cases("metrics", found -> found.json().path("files").has("official.json"));
    }

    static Stream<Golden.Case> vectors() {
        return Golden.cases(
                "metrics", found -> found.json().path("case").asText().endsWith("/vectors"));
    }

    static Stream<Golden.Case> arrays() {
        return Golden.cases(
                "metrics", found -> found.json().path("case").asText().endsWith("/compute-pro"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("datasets")
    void continuousMaps(Golden.Case golden) {
        check(golden, "continuous", GoldenImages.Sample::map);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("datasets")
    void masksAsMaps(Golden.Case golden) {
        check(golden, "binary", GoldenImages.Sample::maskAsMap);
    }

    private static void check(Golden.Case golden, String set, Function<GoldenImages.Sample, GrayF32> map) {
        JsonNode expected = golden.json("official.json").get(set);
        Offset<Double> close = within(official(golden));
        OfficialScores scores = evaluate(golden, map);

        assertThat(scores.totals().regions()).isEqualTo(expected.get("regions").asLong());
        assertThat(scores.curve()).hasSize(expected.get("curve_points").asInt());
        assertClose(scores.auPro(0.05), expected.get("aupro_0_05"), close);
        assertClose(scores.auPro(0.3), expected.get("aupro_0_3"), close);
        assertClose(scores.auPro(1), expected.get("aupro_1"), close);
        check(scores.pixels(), expected, "pixel", close);
        check(scores.ranking(), expected, "image", close);
    }

    private static void check(RankingScores scores, JsonNode expected, String level, Offset<Double> close) {
        assertClose(scores.auroc(), expected.get(level + "_auroc"), close);
        assertClose(scores.averagePrecision(), expected.get(level + "_ap"), close);
        assertClose(scores.f1Max(), expected.get(level + "_f1_max"), close);
        assertThat(scores.f1MaxThreshold())
                .hasValue(expected.get(level + "_f1_max_threshold").asDouble());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("datasets")
    void masks(Golden.Case golden) {
        JsonNode expected = golden.json("official.json");
        OfficialScores scores = evaluate(golden, GoldenImages.Sample::map);
        check(scores.segmentation().orElseThrow(), scores.segF1(), expected.get("SegF1"), official(golden));
        check(scores.classification().orElseThrow(), scores.classF1(), expected.get("ClassF1"), official(golden));
        assertThat(scores.recallBySize().stream().mapToLong(SizeRecall::regions).sum())
                .isEqualTo(scores.totals().regions());
    }

    private static void check(ConfusionMatrix found, OptionalDouble f1, JsonNode expected, double tolerance) {
        assertThat(found.truePositives()).isEqualTo(expected.get("tp").asLong());
        assertThat(found.falsePositives()).isEqualTo(expected.get("fp").asLong());
        assertThat(found.falseNegatives()).isEqualTo(expected.get("fn").asLong());
        assertClose(f1, expected.get("f1"), within(tolerance));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("datasets")
    void curve(Golden.Case golden) throws Exception {
        List<OperatingPoint> curve = evaluate(golden, GoldenImages.Sample::map).curve();
        Offset<Double> close = within(official(golden));
        double[] rates = GoldenImages.doubles(golden.path("pro_curve.safetensors"), "fpr");
        double[] overlaps = GoldenImages.doubles(golden.path("pro_curve.safetensors"), "pro");
        assertThat(curve).hasSameSizeAs(rates);
        for (int i = 0; i < rates.length; i++) {
            assertThat(curve.get(i).falsePositiveRate()).as("rate %d", i).isCloseTo(rates[i], close);
            assertThat(curve.get(i).regionOverlap()).as("overlap %d", i).isCloseTo(overlaps[i], close);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("datasets")
    void regionsAreThoseOfEightNeighbours(Golden.Case golden) {
        JsonNode counts = golden.json("official.json").get("component_counts");
        List<Integer> expected = Stream.iterate(0, i -> i + 1)
                .limit(counts.size())
                .map(i -> counts.get(i).asInt())
                .toList();
        List<Integer> found = GoldenImages.samples(golden, "binary", "maps").stream()
                .map(sample -> Regions.of(sample.groundTruth()).count())
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("vectors")
    void vectorsWithTies(Golden.Case golden) {
        Offset<Double> close = within(GoldenImages.tolerance(golden.json().at("/files/expected.json/about")));
        for (JsonNode vector : golden.json("expected.json")) {
            int length = vector.get("scores").size();
            double[] scores = new double[length];
            boolean[] labels = new boolean[length];
            for (int i = 0; i < length; i++) {
                scores[i] = vector.get("scores").get(i).asDouble();
                labels[i] = vector.get("labels").get(i).asInt() != 0;
            }
            RankingScores found = RankingScores.of(scores, labels);
            assertClose(found.auroc(), vector.get("auroc"), close);
            assertClose(found.averagePrecision(), vector.get("ap"), close);
            assertClose(found.f1Max(), vector.get("f1_max"), close);
            assertThat(found.f1MaxThreshold())
                    .hasValue(vector.get("f1_max_threshold").asDouble());
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("arrays")
    void exactAuProOfArrays(Golden.Case golden) {
        JsonNode expected = golden.json("expected.json");
        Offset<Double> close = within(1e-9);
        for (String name : (Iterable<String>) expected::fieldNames) {
            String suffix = name.startsWith("case") ? name.substring(4) : "-" + name;
            Tensor masks = golden.tensor("cases.safetensors", "masks" + suffix);
            Tensor maps = golden.tensor("cases.safetensors", "score_maps" + suffix);
            try (SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(OfficialConfig.defaults())) {
                for (int i = 0; i < masks.shape()[0]; i++)
                    evaluator.add(
                            Results.of(name + "/" + i, GoldenImages.map(maps, i), null, GoldenImages.mask(masks, i)));
                OfficialScores scores = evaluator.finish();
                JsonNode values = expected.get(name);
                assertThat(scores.totals().regions())
                        .as(name)
                        .isEqualTo(values.get("regions").asLong());
                assertClose(scores.auPro(0.05), values.get("exact_aupro_0_05"), close);
                assertClose(scores.auPro(0.3), values.get("exact_aupro_0_3"), close);
            }
        }
    }

    private static OfficialScores evaluate(Golden.Case golden, Function<GoldenImages.Sample, GrayF32> map) {
        OfficialConfig config = OfficialConfig.defaults().withIntegrationLimits(0.05, 0.3, 1.0);
        try (SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(config)) {
            for (GoldenImages.Sample sample : GoldenImages.samples(golden, "binary", "maps"))
                evaluator.add(Results.of(sample.name(), map.apply(sample), sample.mask(), sample.groundTruth()));
            return evaluator.finish();
        }
    }

    private static double official(Golden.Case golden) {
        return GoldenImages.tolerance(golden.json().at("/files/official.json/about"));
    }

    private static void assertClose(OptionalDouble found, JsonNode expected, Offset<Double> close) {
        assertThat(found).isPresent();
        assertThat(found.getAsDouble()).isCloseTo(expected.asDouble(), close);
    }
}
