package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.eval.ImageResult;
import dev.robis.eval.OfficialConfig;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.ReferenceConfig;
import dev.robis.eval.ReferenceScores;
import dev.robis.eval.SplitEvaluator;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.stage.ResultFolders;
import dev.robis.seg.synthetic.Product;
import dev.robis.seg.synthetic.SyntheticConfig;
import dev.robis.seg.synthetic.SyntheticDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code robis evaluate} on maps and masks of a quarter of their images. */
class EvaluateTest {

    private static final List<String> CATEGORIES =
            List.of(Product.WOVEN_FABRIC.category(), Product.BRUSHED_METAL.category());
    private static final int WIDTH = 240, HEIGHT = 200;

    @TempDir
    static Path shared;

    @TempDir
    Path output;

    private ResultFolders folders;

    @BeforeAll
    static void makeData() throws Exception {
        SyntheticDataset.write(
                shared,
                SyntheticConfig.defaults()
                        .withSize(WIDTH, HEIGHT)
                        .withProducts(List.of(Product.WOVEN_FABRIC, Product.BRUSHED_METAL))
                        .withCounts(1, 1, 3, 3));
    }

    @BeforeEach
    void makeResults() throws Exception {
        folders = new ResultFolders(output.resolve("tiles"), output, output);
        Random random = new Random(3);
        for (String category : CATEGORIES)
            for (Sample sample : samples(category)) {
                GrayF32 map = new GrayF32(WIDTH / 4, HEIGHT / 4);
                GrayU8 mask = new GrayU8(map.width, map.height);
                GrayU8 truth = truth(sample);
                for (int y = 0; y < map.height; y++)
                    for (int x = 0; x < map.width; x++) {
                        boolean defect = truth != null && truth.get(4 * x + 2, 4 * y + 2) > 0;
                        map.set(x, y, (float) (random.nextGaussian() + (defect ? 2 : 0)));
                        mask.set(x, y, map.get(x, y) > 2 ? 1 : 0);
                    }
                MapFiles.writeFloat16(folders.map(category, sample), map);
                ImageFiles.writeMask(folders.mask(category, sample), mask);
            }
    }

    private static List<Sample> samples(String category) throws Exception {
        return Dataset.mvtecAd2(shared, category).samples(Split.TEST_PUBLIC);
    }

    private static GrayU8 truth(Sample sample) throws Exception {
        return sample.groundTruth().isEmpty()
                ? null
                : ImageFiles.readMask(sample.groundTruth().get());
    }

    private Outcome evaluate(String... options) {
        List<String> all = new ArrayList<>(List.of("evaluate", "--data", shared.toString()));
        all.addAll(List.of("--amap-savedir", output.toString(), "--bin-savedir", output.toString()));
        all.addAll(Arrays.asList(options));
        return Outcome.of(all.toArray(String[]::new));
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(output.resolve("metrics.json").toFile());
    }

    @Test
    void theNumbersAreThoseOfTheEvaluatorsAtFullResolution() throws Exception {
        Outcome outcome = evaluate("--metrics", "both", "--limits", "0.1");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode json = json();
        for (String category : CATEGORIES)
            try (SplitEvaluator<OfficialScores> official =
                            SplitEvaluator.official(OfficialConfig.defaults().withIntegrationLimits(0.1));
                    SplitEvaluator<ReferenceScores> reference = SplitEvaluator.reference(ReferenceConfig.defaults())) {
                for (Sample sample : samples(category)) {
                    GrayF32 map = MapFiles.read(folders.map(category, sample));
                    GrayU8 mask = ImageFiles.readMask(folders.mask(category, sample));
                    GrayU8 truth = truth(sample);
                    ImageResult image = truth == null
                            ? ImageResult.good(sample.name())
                            : ImageResult.bad(sample.name()).withGroundTruth(truth);
                    reference.add(image.withMask(mask));
                    official.add(image.withMask(mask).withMap(map).resized(WIDTH, HEIGHT));
                }
                official.finish()
                        .values()
                        .forEach((metric, value) -> assertMetric(json, "official", category, metric, value));
                reference
                        .finish()
                        .values()
                        .forEach((metric, value) -> assertMetric(json, "reference", category, metric, value));
            }
        assertThat(json.get("official")
                        .get("categories")
                        .get(CATEGORIES.get(0))
                        .get("totals")
                        .get("normal_pixels")
                        .asLong())
                .as("at full resolution")
                .isBetween(5L * WIDTH * HEIGHT, 6L * WIDTH * HEIGHT);
        assertThat(outcome.out().lines().filter(line -> line.startsWith("mean of 2")))
                .hasSize(2);
        assertThat(outcome.out()).containsSubsequence("official", "AU-PRO10", "reference", "P-AUPRO");
    }

    private static void assertMetric(
            JsonNode json, String set, String category, String metric, OptionalDouble expected) {
        JsonNode found =
                json.get(set).get("categories").get(category).get("metrics").get(metric);
        assertThat(found.asDouble()).as("%s %s %s", set, category, metric).isEqualTo(expected.orElseThrow());
    }

    @Test
    void intervalsComeOnRequestAndDependOnTheSeedAlone(@TempDir Path results) throws Exception {
        Outcome outcome =
                evaluate("--bootstrap", "40", "--confidence", "0.8", "--seed", "5", "--results", results + "/here");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("  10 %").contains("  90 %");
        assertThat(output.resolve("metrics.json")).doesNotExist();
        String first = Files.readString(results.resolve("here/metrics.csv"));
        assertThat(first).startsWith("set,category,metric,value,low,high,categories");
        evaluate("--bootstrap", "40", "--confidence", "0.8", "--seed", "5");
        assertThat(output.resolve("metrics.csv")).hasContent(first.stripTrailing());
        evaluate("--bootstrap", "40", "--confidence", "0.8", "--seed", "6");
        assertThat(Files.readString(output.resolve("metrics.csv"))).isNotEqualTo(first);
        // A category has the same interval alone.
        evaluate("--bootstrap", "40", "--confidence", "0.8", "--seed", "5", "--categories", CATEGORIES.get(1));
        List<String> alone = Files.readAllLines(output.resolve("metrics.csv")).stream()
                .filter(line -> line.contains("," + CATEGORIES.get(1) + ","))
                .toList();
        assertThat(first.lines()).containsAll(alone);
        assertThat(alone).hasSize(10);
    }

    @Test
    void aMissingMapOrMaskIsNamed() throws Exception {
        Path map = folders.map(CATEGORIES.get(1), samples(CATEGORIES.get(1)).get(1));
        Path mask = folders.mask(CATEGORIES.get(1), samples(CATEGORIES.get(1)).get(2));
        Files.delete(mask);
        Outcome outcome = evaluate();
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains(mask.toString()).contains("binarize the split first");
        Files.delete(map);
        assertThat(evaluate().err()).contains(map.toString()).contains("test and merge the split first");
        assertThat(output.resolve("metrics.json")).doesNotExist();
    }

    @Test
    void withoutAnyMaskMapsAreScoredAndThatIsSaid() throws Exception {
        FileUtils.deleteDirectory(output.resolve("anomaly_images_thresholded").toFile());
        Outcome outcome = evaluate();
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("only maps are scored");
        JsonNode metrics =
                json().get("official").get("categories").get(CATEGORIES.get(0)).get("metrics");
        assertThat(metrics.get("seg_f1").isNull()).isTrue();
        assertThat(metrics.get("pixel_auroc").asDouble()).isGreaterThan(0.5);
        assertThat(evaluate("--metrics", "reference").code()).isEqualTo(1);
    }

    @Test
    void notANumberInAMapIsNamedWithItsPlace() throws Exception {
        Path map = folders.map(CATEGORIES.get(0), samples(CATEGORIES.get(0)).get(0));
        GrayF32 broken = MapFiles.read(map);
        broken.set(3, 2, Float.NaN);
        MapFiles.writeFloat16(map, broken);
        Outcome outcome = evaluate();
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains(CATEGORIES.get(0) + "/"
                        + samples(CATEGORIES.get(0)).get(0).name())
                .contains("NaN at column 3, row 2");
    }

    @Test
    void aSplitWithoutGroundTruthFails() {
        Outcome outcome = evaluate("--test-type", "validation");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("no ground truth for validation");
    }

    @Test
    void valuesOutOfRangeAreWrongUsage() {
        assertThat(evaluate("--limits", "1.5").code()).isEqualTo(2);
        assertThat(evaluate("--bootstrap", "1").code()).isEqualTo(2);
        assertThat(evaluate("--bootstrap", "100", "--confidence", "95").err()).contains("below 1, found 95");
        assertThat(evaluate("--metrics", "all").code()).isEqualTo(2);
        assertThat(evaluate("--input-size", "0").code()).isEqualTo(2);
    }
}
