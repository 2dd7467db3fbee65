package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.seg.RobisTrainer;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.synthetic.Product;
import dev.robis.seg.synthetic.SyntheticConfig;
import dev.robis.seg.synthetic.SyntheticDataset;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code segment}: which images it takes, what it writes, and how it goes on. */
@Timeout(300)
class SegmentTest {

    private static final String CATEGORY = Product.WOVEN_FABRIC.category();

    @TempDir
    static Path shared;

    private static Path bundle;
    private static Path other;
    private static List<Path> photographs;

    @TempDir
    Path folder;

    private Path images;
    private Path output;

    @BeforeAll
    static void train() throws Exception {
        Path data = shared.resolve("data");
        SyntheticDataset.write(
                data,
                SyntheticConfig.defaults()
                        .withSize(220, 200)
                        .withProducts(List.of(Product.WOVEN_FABRIC))
                        .withCounts(2, 2, 1, 2));
        RobisConfig config = RobisConfig.reference()
                .withEncoder("robis_vit_tiny_14")
                .withInputSize(56)
                .withWindow(128)
                .withMapSize(32)
                .withBatchSize(4)
                .withEpochs(1);
        Dataset dataset = Dataset.mvtecAd2(data, CATEGORY);
        bundle = trained(config, dataset, "bundle");
        other = trained(config.withSeed(7), dataset, "other");
        photographs = List.of(
                data.resolve(CATEGORY + "/test_public/bad/000_regular.png"),
                data.resolve(CATEGORY + "/test_public/bad/001_regular.png"),
                data.resolve(CATEGORY + "/test_public/good/000_regular.png"));
    }

    private static Path trained(RobisConfig config, Dataset dataset, String name) throws IOException {
        return new RobisTrainer(config)
                .train(dataset, shared.resolve(name), TrainingListener.NONE)
                .folder();
    }

    @BeforeEach
    void copy() throws IOException {
        images = folder.resolve("images");
        output = folder.resolve("found");
        put(0, "a.png");
        put(1, "left/b.png");
        put(2, "left/deep/a.png");
    }

    private void put(int photograph, String name) throws IOException {
        Path file = images.resolve(name);
        Files.createDirectories(file.getParent());
        Files.copy(photographs.get(photograph), file);
    }

    private Outcome segment(Object... arguments) {
        return segmentWith(bundle, arguments);
    }

    private Outcome segmentWith(Path model, Object... arguments) {
        List<String> all = new ArrayList<>(List.of("segment", "--bundle", model.toString(), "-o", output.toString()));
        for (Object argument : arguments) all.add(argument.toString());
        return Outcome.of(all.toArray(String[]::new));
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(output.resolve("results.jsonl")))
            lines.add(new ObjectMapper().readTree(line));
        return lines;
    }

    private static List<String> names(List<JsonNode> lines) {
        return lines.stream().map(line -> line.get("name").textValue()).toList();
    }

    @Test
    void aFolderIsTakenWithWhatLiesBelowAndResultsKeepItsShape() throws IOException {
        Outcome outcome = segment(images);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(names(lines())).containsExactly("a", "left/b", "left/deep/a");
        for (String name : names(lines())) {
            assertThat(output.resolve("maps/" + name + ".tiff")).isRegularFile();
            assertThat(output.resolve("masks/" + name + ".png")).isRegularFile();
            assertThat(output.resolve("overlays/" + name + ".png")).isRegularFile();
        }
        assertThat(outcome.out()).isEqualTo(Files.readString(output.resolve("results.csv")));
        assertThat(outcome.out().lines())
                .hasSize(4)
                .first()
                .isEqualTo("image,defective,score,threshold,regions,defectPixels,imageThreshold");
        JsonNode first = lines().get(0);
        assertThat(first.get("defective").booleanValue())
                .isEqualTo(first.get("score").doubleValue()
                        > first.get("imageThreshold").doubleValue());
    }

    @Test
    void startedAgainItGoesOnWhereItStopped() throws IOException {
        segment(images.resolve("a.png"));
        List<JsonNode> before = lines();
        FileTime mask = Files.getLastModifiedTime(output.resolve("masks/a.png"));
        Path log = output.resolve("results.jsonl");
        Files.writeString(log, Files.readString(log) + "{\"image\":\"/half a li");

        Outcome again = segment(images);

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).contains("1 images were done before");
        assertThat(again.out().lines()).hasSize(1 + 2);
        assertThat(lines()).hasSize(3).startsWith(before.get(0));
        assertThat(Files.readAllLines(output.resolve("results.csv"))).hasSize(1 + 3);
        assertThat(Files.getLastModifiedTime(output.resolve("masks/a.png"))).isEqualTo(mask);
    }

    @Test
    void anImageThatChangedIsJudgedAgain() throws IOException {
        segment(images.resolve("a.png"));
        Files.copy(photographs.get(2), images.resolve("a.png"), StandardCopyOption.REPLACE_EXISTING);
        Outcome again = segment(images.resolve("a.png"));
        assertThat(again.out().lines()).hasSize(1 + 1);
        assertThat(lines()).hasSize(2);
    }

    @Test
    void resultsOfAnotherModelAreNotMixedIn() throws IOException {
        segment(images.resolve("a.png"));
        String before = Files.readString(output.resolve("results.jsonl"));
        Outcome mixed = segmentWith(other, images);
        assertThat(mixed.code()).isEqualTo(2);
        assertThat(mixed.err()).contains("results.jsonl: holds results of another model");
        assertThat(output.resolve("results.jsonl")).hasContent(before);
    }

    @Test
    void sensitivityMovesTheDecisionAndAFolderHoldsThatOfOne() throws IOException {
        assertThat(segment(images, "--sensitivity", 20, "--false-alarm-rate", 0.3)
                        .code())
                .isZero();
        List<JsonNode> lines = lines();
        assertThat(lines).allSatisfy(line -> assertThat(line.get("defective").booleanValue())
                .isTrue());
        assertThat(lines.get(0).get("decision").textValue()).isEqualTo("false-alarm rate 0.3, sensitivity 20.0");
        Outcome other = segment(images);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err())
                .contains("holds results of another decision (false-alarm rate 0.3, sensitivity 20.0, now ");
        output = folder.resolve("blind");
        segment(images, "--sensitivity", 0.01);
        assertThat(lines()).allSatisfy(line -> assertThat(line.get("defective").booleanValue())
                .isFalse());
    }

    @Test
    void explainTellsWhichStatisticDecided() throws IOException {
        Outcome outcome = segment(images.resolve("a.png"), "--explain", "--without-repair", "full-size,eroded-pixels");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains(images.resolve("a.png").toString(), "false alarms (95 %", "mean + ", "MEBin", "cut at ")
                .contains("without   [FULL_SIZE, ERODED_PIXELS]");
        JsonNode json = new ObjectMapper()
                .readTree(output.resolve("explanations/a.json").toFile());
        assertThat(json.at("/image/score")).isEqualTo(lines().get(0).get("score"));
        assertThat(json.at("/image/calibrated/images").intValue()).isEqualTo(2);
        assertThat(MapFiles.read(output.resolve("maps/a.tiff")).width).isEqualTo(55);
    }

    @Test
    void whatChangesScoresIsRefusedWhereTheBundleIsCalibratedForSomethingElse() {
        for (String[] option : new String[][] {
            {"--tiling", "balanced"}, {"--without-repair", "tile-positions"}, {"--without-repair", "blur-borders"}
        }) {
            Outcome outcome = segment(images, option[0], option[1]);
            assertThat(outcome.code()).as(option[1]).isEqualTo(2);
            assertThat(outcome.err()).contains("change scores").contains("robis calibrate " + bundle);
        }
        assertThat(segment(images, "--tiling", "fixed").code())
                .as("what it has")
                .isZero();
        Outcome impossible = segment(images, "--tiling", "balanced", "--without-repair", "tile-positions");
        assertThat(impossible.err()).contains("placement TRUNCATED needs the tiling PADDED, found BALANCED");
    }

    @Test
    void wrongDecisionsAreWrongUsage() {
        assertThat(segment(images, "--false-alarm-rate", 0).err()).contains("must be above 0 and below 1, found 0.0");
        assertThat(segment(images, "--sensitivity", -1).err()).contains("sensitivity must be positive, found -1.0");
        assertThat(segment(images, "--category", "can").err())
                .contains("--category: ", "no category can by itself; it has one calibration for all");
        Outcome repair = segment(images, "--without-repair", "wings");
        assertThat(repair.code()).isEqualTo(2);
        assertThat(repair.err()).contains("expected one of tile-positions, ", "found wings");
    }

    @Test
    void aPatternInQuotesIsExpanded() throws IOException {
        assertThat(segment(images + "/**/*.png").code()).isZero();
        assertThat(names(lines())).containsExactly("left/b", "left/deep/a");
        Outcome none = segment(images + "/*.bmp");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("*.bmp: no image matches");
    }

    @Test
    void aDashReadsFilesFromStandardInput() throws IOException {
        InputStream console = System.in;
        String list = images.resolve("a.png") + "\n\n  " + images.resolve("left/b.png") + "\n";
        System.setIn(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(segment("-").code()).isZero();
        } finally {
            System.setIn(console);
        }
        assertThat(names(lines())).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeReadIsListedAtTheEndAndTriedAgain() throws IOException {
        Path broken = Files.writeString(images.resolve("left/broken.png"), "no image");
        Path missing = images.resolve("missing.png");
        Outcome outcome = segment(missing, images);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(lines()).hasSize(3);
        assertThat(outcome.err().lines().toList())
                .endsWith("robis: 2 images failed, see above")
                .filteredOn(line -> line.contains(broken.toString()))
                .hasSize(2);
        assertThat(outcome.err()).contains(missing + ": no such file or folder");

        Files.copy(photographs.get(1), missing);
        assertThat(segment(missing).code()).isZero();
        assertThat(lines()).hasSize(4);
    }

    @Test
    void resultsOfOneImageDoNotReplaceThoseOfAnother() throws IOException {
        Outcome outcome = segment(images.resolve("a.png"), images.resolve("left/deep/a.png"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("its results would replace those of " + images.resolve("a.png"));
        assertThat(lines()).hasSize(1);
    }

    @Test
    void resultsBelowTheImagesAreNotTakenForImages() throws IOException {
        output = images.resolve("found");
        segment(images);
        segment(images);
        assertThat(lines()).hasSize(3);
    }

    @Test
    void withoutImagesItSaysWhatIsMissing() {
        Outcome outcome = segment();
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("no images; name some, or a folder to --watch");
        Outcome untrained = segmentWith(folder, images);
        assertThat(untrained.code()).isEqualTo(1);
        assertThat(untrained.err()).endsWith("expected the folder that training wrote\n");
        assertThat(segment("--watch", images.resolve("nowhere")).err()).contains("no such folder to watch");
    }

    @Test
    void imagesDroppedIntoAWatchedFolderAreJudgedAsTheyCome() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Outcome> watching = thread.submit(() -> segment("--watch", images, "--watch-interval", 20));
            awaitLines(3, watching);
            Files.writeString(images.resolve("notes.txt"), "no image");
            put(1, "later.png");
            awaitLines(4, watching);
            thread.shutdownNow(); // as Ctrl-C would, but politely
            Outcome outcome = watching.get();
            assertThat(outcome.code()).as(outcome.err()).isZero();
        } finally {
            thread.shutdownNow();
            assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(names(lines())).containsExactly("a", "left/b", "left/deep/a", "later");
    }

    private void awaitLines(int count, Future<Outcome> watching) throws Exception {
        Path log = output.resolve("results.jsonl");
        while (!Files.exists(log) || Files.readString(log).lines().count() < count) {
            assertThat(watching.isDone()).as("stopped watching").isFalse();
            Thread.sleep(20);
        }
    }
}
