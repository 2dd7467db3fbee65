package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.synthetic.Product;
import dev.robis.seg.synthetic.SyntheticConfig;
import dev.robis.seg.synthetic.SyntheticDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a small data set, from images to masks. */
class StagesTest {

    private static final String CATEGORY = Product.WOVEN_FABRIC.category();
    private static final List<String> MODEL = List.of(
            "--encoder",
            "robis_vit_tiny_14",
            "--input-size",
            "56",
            "--epochs",
            "1",
            "--batch-size",
            "4",
            "--no-augment");
    private static final List<String> TILES = List.of("--window-size", "128", "--map-size", "32");

    private static final List<String> COARSE = List.of("--no-refine"); // whatever weights this machine has

    @TempDir
    static Path shared;

    private static Path data;
    private static Path models;

    @BeforeAll
    static void train() throws Exception {
        data = shared.resolve("data");
        models = shared.resolve("models");
        SyntheticDataset.write(
                data,
                SyntheticConfig.defaults()
                        .withSize(220, 200)
                        .withProducts(List.of(Product.WOVEN_FABRIC))
                        .withCounts(2, 2, 1, 2));
        Outcome trained = Outcome.of(arguments("train", shared, MODEL, TILES));
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out()).contains(models.resolve(CATEGORY).toString());
        assertThat(models.resolve(CATEGORY)).isDirectoryContaining("glob:**bundle.yaml");
    }

    @SafeVarargs
    private static String[] arguments(String command, Path output, List<String>... options) {
        List<String> all = new ArrayList<>(List.of(command, "--data", data.toString()));
        all.addAll(List.of("--save-dir", models.toString(), "--data-path", output + "/tiles"));
        all.addAll(List.of("--amap-savedir", output.toString(), "--bin-savedir", output.toString()));
        Arrays.stream(options).forEach(all::addAll);
        return all.toArray(String[]::new);
    }

    @Test
    void stagesOneByOneMakeTheFilesOfRun(@TempDir Path whole, @TempDir Path stages, @TempDir Path kept)
            throws Exception {
        Outcome run = Outcome.of(arguments("run", whole, MODEL, TILES, COARSE));
        assertThat(run.code()).as(run.err()).isZero();
        Path page = whole.resolve("report.html");
        assertThat(page)
                .content()
                .contains(CATEGORY, "bad/000_regular", "AU-PRO")
                .contains("data-label=\"good\"");
        Outcome again = Outcome.of(arguments("report", whole, List.of("--report", stages + "/page.html")));
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).isEqualToIgnoringNewLines(stages + "/page.html");
        assertThat(stages.resolve("page.html")).hasSameTextualContentAs(page);
        assertThat(run.err()).doesNotContain("refine");
        assertThat(run.out()).contains(CATEGORY).containsSubsequence("official", "AU-PRO5", "reference", "P-AUPRO");
        assertThat(Files.readString(whole.resolve("metrics.json"))).contains("\"reference\"");
        assertThat(whole.resolve("metrics.csv")).isNotEmptyFile();

        for (String[] stage : List.of(
                arguments("crop", stages, TILES),
                arguments("test", stages),
                arguments("merge", stages, TILES),
                arguments("binarize", stages))) {
            Outcome outcome = Outcome.of(stage);
            assertThat(outcome.code()).as("%s: %s", stage[0], outcome.err()).isZero();
        }
        Map<String, Integer> expected = results(whole);
        assertThat(expected).hasSize(2 * 3);
        for (String file : expected.keySet()) assertThatTheServerWouldTake(whole.resolve(file));
        assertThat(results(stages)).isEqualTo(expected);
        assertThat(stages.resolve("tiles").resolve(CATEGORY).resolve("train")).isDirectory();

        Outcome keeping = Outcome.of(arguments("run", kept, MODEL, TILES, COARSE, List.of("--keep-intermediates")));
        assertThat(keeping.code()).as(keeping.err()).isZero();
        assertThat(results(kept)).containsAllEntriesOf(expected).hasSize(2 * 3 + 3 * 4);
    }

    @Test
    void aCalibratedRunMakesMapsOfTheSizeOfTheImages(@TempDir Path output) throws Exception {
        Outcome run = Outcome.of(
                arguments("run", output, MODEL, TILES, COARSE, List.of("--protocol", "calibrated", "--no-report")));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(output.resolve("report.html")).doesNotExist();
        Path map = output.resolve("anomaly_images/" + CATEGORY + "/test_public/bad/000_regular.tiff");
        assertThat(MapFiles.read(map).getWidth()).isEqualTo(220);
        Outcome quarter = Outcome.of(arguments(
                "run",
                output,
                MODEL,
                TILES,
                COARSE,
                List.of("--protocol", "calibrated", "--no-report", "--without-repair", "full-size")));
        assertThat(quarter.code()).as(quarter.err()).isZero();
        assertThat(MapFiles.read(map).getWidth()).isEqualTo(55);
    }

    @Test
    void oneModelForAllAFewShotsAndAnotherProduct(@TempDir Path output) throws Exception {
        SyntheticDataset.write(
                output.resolve("two"),
                SyntheticConfig.defaults()
                        .withSize(200, 200)
                        .withProducts(List.of(Product.WOVEN_FABRIC, Product.BRUSHED_METAL))
                        .withCounts(2, 2, 1, 1));
        List<String> common = List.of("--save-dir", output + "/models", "--amap-savedir", output + "/out");
        List<String> calibrated = List.of("--protocol", "calibrated", "--no-report", "--bin-savedir", output + "/out");
        List<String> where = List.of("run", "--data", output + "/two", "--multi-class", "--shots", "1");
        Outcome run = Outcome.of(Stream.of(where, common, MODEL, TILES, COARSE, calibrated)
                .flatMap(List::stream)
                .toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("woven_fabric", "brushed_metal");
        assertThat(run.err()).contains("train multi-class: learned from [").contains("images beyond ");
        Path bundle = output.resolve("models/multi-class");
        assertThat(bundle.resolve("bundle.yaml")).content().contains("woven_fabric:", "brushed_metal:", "shots:");

        Path anew = output.resolve("anew");
        Outcome calibrate = Outcome.of(
                "calibrate",
                bundle.toString(),
                "--data",
                data.toString(),
                "-o",
                anew.toString(),
                "--false-alarm-rate",
                "0.5",
                "--tiling",
                "balanced");
        assertThat(calibrate.code()).as(calibrate.err()).isZero();
        assertThat(calibrate.out()).isEqualToIgnoringNewLines(anew.toString());
        assertThat(calibrate.err()).contains("calibrate: 2 good images; 0.5 of them may be called defective");
        assertThat(anew.resolve("bundle.yaml")).content().contains("falseAlarmRate: 0.5", "tiling: \"BALANCED\"");
    }

    @Test
    void theReferenceKnowsNoRepairsNorSensitivity(@TempDir Path output) {
        for (List<String> option : List.of(
                List.of("--without-repair", "sam-input"),
                List.of("--sensitivity", "2"),
                List.of("--false-alarm-rate", ".1"))) {
            Outcome run = Outcome.of(arguments("run", output, MODEL, TILES, COARSE, option));
            assertThat(run.code()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).contains("add --protocol CALIBRATED");
        }
    }

    @Test
    void runRefinesWhereThereAreWeightsAndSaysWhereThereAreNone(@TempDir Path fine, @TempDir Path coarse)
            throws Exception {
        Path weights = TinySam.write(shared.resolve("sam.safetensors"));
        String[] refining = arguments("run", fine, MODEL, TILES, List.of("--sam-weights", weights.toString()));
        Outcome refined = Outcome.of(refining);
        assertThat(refined.code()).as(refined.err()).isZero();
        assertThat(refined.err()).contains("masks refined with SAM sam.safetensors");
        assertThat(refined.out()).contains("SegF1").contains(CATEGORY);

        List<String> nowhere = List.of("--sam-weights", coarse.toString());
        Outcome unrefined = Outcome.of(arguments("run", coarse, MODEL, TILES, nowhere));
        assertThat(unrefined.code()).as(unrefined.err()).isZero();
        assertThat(unrefined.err())
                .contains("masks will not be refined", coarse + "/sam_vit_h.safetensors", "--no-refine");
        assertThat(kept(fine)).isNotEmpty().isEqualTo(masks(coarse));

        assertThat(Outcome.of(arguments("refine", coarse, List.of("--sam-weights", weights.toString())))
                        .code())
                .isZero();
        assertThat(masks(coarse)).isEqualTo(masks(fine));
    }

    private static Map<String, Integer> masks(Path output) throws IOException {
        return hashes(output.resolve("anomaly_images_thresholded"));
    }

    private static Map<String, Integer> kept(Path output) throws IOException {
        return hashes(output.resolve("anomaly_images_coarse"));
    }

    @Test
    void segmentPrintsALinePerImageAndGoesOnPastABrokenOne(@TempDir Path output) throws Exception {
        Path images = data.resolve(CATEGORY).resolve("test_public/bad");
        Path broken = Files.writeString(output.resolve("broken.png"), "no image");
        Outcome outcome = Outcome.of(
                "segment",
                "--bundle",
                models.resolve(CATEGORY).toString(),
                "-o",
                output + "/found",
                broken.toString(),
                images.toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("broken.png");
        assertThat(outcome.out().lines())
                .hasSize(1 + 2)
                .first()
                .isEqualTo("image,defective,score,threshold,regions,defectPixels,imageThreshold");
        assertThat(output.resolve("found/overlays/000_regular.png")).exists();
    }

    @Test
    void whatIsTrainedIsLeftAloneAndMergingWithoutMapsSaysWhatIsMissing(@TempDir Path output) throws Exception {
        Outcome again = Outcome.of(arguments("train", output, MODEL, TILES));
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("already trained");
        Outcome merge = Outcome.of(arguments("merge", output, TILES));
        assertThat(merge.code()).isEqualTo(1);
        assertThat(merge.err()).contains("_00.tiff").contains("Test the split first");
        assertThat(Outcome.of(arguments("binarize", output)).err()).contains("test and merge the split first");
        assertThat(Outcome.of(arguments("report", output)).err())
                .contains("000_regular.tiff")
                .contains("test and merge the split first");
        assertThat(output.resolve("report.html")).doesNotExist();
    }

    private static void assertThatTheServerWouldTake(Path file) throws IOException {
        if (file.toString().endsWith(".tiff")) MapFiles.readFloat16(file);
        else
            for (byte value : ImageFiles.readGreyPng(file).data)
                assertThat(value & 0xff).as("%s", file).isIn(0, 255);
    }

    /** Hash of every map and mask by its path. */
    private static Map<String, Integer> results(Path folder) throws IOException {
        Map<String, Integer> hashes = new TreeMap<>();
        for (String part : List.of("anomaly_images", "anomaly_images_thresholded"))
            hashes(folder.resolve(part)).forEach((name, hash) -> hashes.put(part + "/" + name, hash));
        return hashes;
    }

    private static Map<String, Integer> hashes(Path folder) throws IOException {
        Map<String, Integer> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                hashes.put(folder.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
        }
        return hashes;
    }
}
