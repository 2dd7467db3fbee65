package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference's own evaluation, number by number. */
class ReferenceGoldenTest {

    private static final List<String> RUNS = List.of("resized", "full_resolution");

    static Stream<Golden.Case> datasets() {
        return Golden.cases("metrics", found -> found.json().path("files").has("reference.json"));
    }

    static Stream<Golden.Case> arrays() {
        return Golden.cases(
                "metrics", found -> found.json().path("case").asText().endsWith("/compute-pro"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("datasets")
    void numbers(Golden.Case golden) {
        Offset<Double> close = within(GoldenImages.tolerance(golden.json().at("/files/reference.json/about")));
        for (String run : RUNS) {
            JsonNode expected = golden.json("reference.json").get(run);
            ReferenceScores scores = evaluate(golden, run);
            assertThat(scores.line(golden.config().get("category").asText()))
                    .isEqualTo(expected.get("printed").asText());
            assertClose(scores.imageAuroc(), expected.get("image_auroc"), close);
            assertClose(scores.imageAp(), expected.get("image_ap"), close);
            assertClose(scores.imageF1(), expected.get("image_f1"), close);
            assertClose(scores.pixelAuroc(), expected.get("pixel_auroc"), close);
            assertClose(scores.pixelAp(), expected.get("pixel_ap"), close);
            assertClose(scores.pixelF1(), expected.get("pixel_f1"), close);
            assertClose(scores.pixelAuPro(), expected.get("pixel_aupro"), close);
            assertThat(scores.images()).hasSize(expected.get("image_scores").size());
            for (int i = 0; i < scores.images().size(); i++) {
                ImageScore image = scores.images().get(i);
                assertThat(image.score())
                        .isCloseTo(expected.get("image_scores").get(i).asDouble(), close);
                assertThat(image.anomalous())
                        .isEqualTo(expected.get("image_labels").get(i).asInt() == 1);
            }
        }
    }

    private static ReferenceScores evaluate(Golden.Case golden, String run) {
        ReferenceConfig config = new ReferenceConfig(inputSize(golden, run), PixelStorage.defaults());
        try (SplitEvaluator<ReferenceScores> evaluator = SplitEvaluator.reference(config)) {
            for (GoldenImages.Sample sample : GoldenImages.samples(golden, "binary", null))
                evaluator.add(Results.of(sample.name(), null, sample.mask(), sample.groundTruth()));
            return evaluator.finish();
        }
    }

    private static OptionalInt inputSize(Golden.Case golden, String run) {
        return run.equals("resized")
                ? OptionalInt.of(golden.config().get("resize").asInt())
                : OptionalInt.empty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("datasets")
    void resizedAndBlurredImages(Golden.Case golden) {
        double tolerance = GoldenImages.tolerance(golden.json().at("/files/reference.json/about"));
        for (String run : RUNS) {
            Tensor masks = golden.tensor("reference_" + run + ".safetensors", "masks");
            Tensor expected = golden.tensor("reference_" + run + ".safetensors", "score_maps");
            List<GoldenImages.Sample> samples = GoldenImages.samples(golden, "binary", null);
            List<GrayF32> scores = samples.stream()
                    .map(sample -> ReferenceImages.scores(sample.mask(), inputSize(golden, run)))
                    .toList();
            double max =
                    scores.stream().mapToDouble(ReferenceGoldenTest::max).max().orElseThrow();
            for (int i = 0; i < samples.size(); i++) {
                GrayU8 truth = ReferenceImages.groundTruth(samples.get(i).groundTruth(), inputSize(golden, run));
                if (truth != null)
                    assertThat(Regions.of(truth))
                            .usingRecursiveComparison()
                            .isEqualTo(Regions.of(GoldenImages.mask(masks, i)));
                GrayF32 map = GoldenImages.map(expected, i);
                double worst = 0;
                for (int p = 0; p < map.data.length; p++)
                    worst = Math.max(worst, Math.abs(scores.get(i).data[p] / max - map.data[p]));
                assertThat(worst).as("%s, image %d", run, i).isLessThanOrEqualTo(tolerance);
            }
        }
    }

    /** The smallest score of these sets is 0, so that stretching is dividing. */
    private static float max(GrayF32 map) {
        float[] sorted = ReferenceImages.sorted(map);
        assertThat(sorted[0]).isZero();
        return sorted[sorted.length - 1];
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("arrays")
    void auProOfArrays(Golden.Case golden) {
        Offset<Double> close = within(GoldenImages.tolerance(golden.json().path("notes")));
        JsonNode expected = golden.json("expected.json");
        for (String name : (Iterable<String>) expected::fieldNames) {
            String suffix = name.startsWith("case") ? name.substring(4) : "-" + name;
            Tensor masks = golden.tensor("cases.safetensors", "masks" + suffix);
            Tensor maps = golden.tensor("cases.safetensors", "score_maps" + suffix);
            for (String key : (Iterable<String>) expected.get(name)::fieldNames) {
                if (!key.startsWith("num_th_")) continue;
                OptionalDouble found = auPro(masks, maps, Integer.parseInt(key.substring(7)));
                JsonNode value = expected.get(name).get(key);
                if (value.isNumber()) assertClose(found, value, close);
                else assertThat(found).as("%s: %s", name, value).isEmpty();
            }
        }
    }

    private static OptionalDouble auPro(Tensor masks, Tensor maps, int steps) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float score : maps.data()) {
            min = Math.min(min, score);
            max = Math.max(max, score);
        }
        try (PixelStore pixels = new PixelStore(PixelStorage.defaults())) {
            for (int i = 0; i < masks.shape()[0]; i++)
                pixels.add(GoldenImages.map(maps, i), Regions.of(GoldenImages.mask(masks, i)));
            ReferenceAuPro auPro = new ReferenceAuPro(min, max, steps, pixels.totals());
            pixels.sweep(auPro);
            return auPro.value();
        }
    }

    private static void assertClose(OptionalDouble found, JsonNode expected, Offset<Double> close) {
        assertThat(found).isPresent();
        assertThat(found.getAsDouble()).isCloseTo(expected.asDouble(), close);
    }
}
