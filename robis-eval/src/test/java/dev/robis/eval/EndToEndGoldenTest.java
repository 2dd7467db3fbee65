package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.testing.Golden;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both sets of metrics on the stored masks and maps of the reference's whole run; quarter-size masks, full-size truth. */
class EndToEndGoldenTest {

    /** From the stored images nothing but rounding differs; the case's own tolerances cover a whole run. */
    private static final double TOLERANCE = 1e-6;

    static Stream<Golden.Case> runs() {
        return Golden.cases("end-to-end", found -> true);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("runs")
    void referenceOnMasks(Golden.Case golden) {
        check(golden, "binary", "reference_on_coarse_masks");
        check(golden, "refined", "reference_on_refined_masks");
    }

    private static void check(Golden.Case golden, String masks, String key) {
        JsonNode expected = golden.json("metrics.json").get(key);
        ReferenceConfig config = ReferenceConfig.defaults()
                .withInputSize(golden.config().get("input_size").asInt());
        try (SplitEvaluator<ReferenceScores> evaluator = SplitEvaluator.reference(config)) {
            for (GoldenImages.Sample sample : GoldenImages.samples(golden, masks, null))
                evaluator.add(Results.of(sample.name(), null, sample.mask(), sample.groundTruth()));
            ReferenceScores scores = evaluator.finish();
            assertClose(scores.imageAuroc(), expected, "image_auroc");
            assertClose(scores.imageAp(), expected, "image_ap");
            assertClose(scores.imageF1(), expected, "image_f1");
            assertClose(scores.pixelAuroc(), expected, "pixel_auroc");
            assertClose(scores.pixelAp(), expected, "pixel_ap");
            assertClose(scores.pixelF1(), expected, "pixel_f1");
            assertClose(scores.pixelAuPro(), expected, "pixel_aupro");
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("runs")
    void officialOnMergedMaps(Golden.Case golden) {
        JsonNode expected = golden.json("metrics.json").get("by_definition");
        List<GoldenImages.Sample> samples = GoldenImages.samples(golden, "binary", "merged");
        try (SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(OfficialConfig.defaults())) {
            for (GoldenImages.Sample sample : samples)
                evaluator.add(Results.of(
                        sample.name(), sample.map(), sample.mask(), reduced(sample.groundTruth(), sample.map())));
            OfficialScores scores = evaluator.finish();
            assertThat(scores.totals().regions())
                    .isEqualTo(expected.get("regions").asLong());
            assertClose(scores.auPro(0.05), expected, "aupro_0_05");
            assertClose(scores.auPro(0.3), expected, "aupro_0_3");
            assertClose(scores.pixels().auroc(), expected, "pixel_auroc");
            assertClose(scores.pixels().averagePrecision(), expected, "pixel_ap");
            assertClose(scores.pixels().f1Max(), expected, "pixel_f1_max");
            assertClose(scores.segF1(), expected.get("SegF1_coarse"), "f1");
            assertClose(scores.classF1(), expected.get("ClassF1_coarse"), "f1");
        }
    }

    /** To the pixel nearest to each new centre. */
    private static GrayU8 reduced(GrayU8 truth, GrayF32 like) {
        if (truth == null) return null;
        GrayU8 reduced = new GrayU8(like.width, like.height);
        for (int y = 0; y < like.height; y++)
            for (int x = 0; x < like.width; x++) {
                int column = (int) ((x + 0.5) * truth.width / like.width);
                int row = (int) ((y + 0.5) * truth.height / like.height);
                reduced.set(x, y, truth.get(column, row));
            }
        return reduced;
    }

    private static void assertClose(OptionalDouble found, JsonNode expected, String key) {
        assertThat(found).as(key).isPresent();
        assertThat(found.getAsDouble()).as(key).isCloseTo(expected.get(key).asDouble(), within(TOLERANCE));
    }
}
