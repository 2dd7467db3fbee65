package dev.robis.seg.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.inp.InpFormerTrainer;
import dev.robis.nn.inp.StepReport;
import dev.robis.nn.tensor.HalfFloat;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.InputTransform;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.progress.StageListener;
import dev.robis.seg.refine.RefineConfig;
import dev.robis.seg.refine.SamFiner;
import dev.robis.seg.score.CutTile;
import dev.robis.seg.score.TileSource;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stages over the reference's folders, each from its stored input, and the chain from its stored beginning. */
class EndToEndGoldenTest {

    private static final String TILE_MAPS = "tile_maps";
    private static final String MERGED = "merged";

    /** Relative; no case gives one. The gradient jumps where a patch is as near to one prototype as to another. */
    private static final double GRADIENT_NORM = 0.01;

    @TempDir
    Path folder;

    static Stream<GoldenProduct> cases() {
        return Golden.cases("end-to-end", found -> true).map(GoldenProduct::new);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void tilesAreThoseOfTheReference(GoldenProduct product) throws Exception {
        List<Sample> samples = new ArrayList<>();
        for (Split split : product.dataset().splits())
            samples.addAll(product.dataset().samples(split));
        new CropStage(product.config().maps(), folders()).run(product.category(), samples, StageListener.NONE);

        Map<String, String> expected = new TreeMap<>();
        product.golden()
                .json("tiles.json")
                .fields()
                .forEachRemaining(
                        entry -> expected.put(entry.getKey(), entry.getValue().asText()));
        assertThat(hashes(folders().crops())).isEqualTo(expected);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void theStoredModelGivesTheReferencesMapsAndMasks(GoldenProduct product) throws IOException {
        MapConfig maps = product.config().maps();
        try (Detector detector = product.detector(product.trained("model.safetensors"))) {
            new TestStage(maps, folders())
                    .run(product.category(), Split.TEST_PUBLIC, cutting(product), detector, StageListener.NONE);
        }
        double beyondOneUlp = product.tolerance("tile_maps", "plus ([0-9.]+) from the stored");
        assertMaps(product, TILE_MAPS, beyondOneUlp, true);

        new MergeStage(maps, folders(), false).run(product.category(), product.testImages(), StageListener.NONE);
        assertThat(files(folders().maps(product.category(), Split.TEST_PUBLIC))).hasSameSizeAs(product.testImages());
        assertMaps(product, MERGED, beyondOneUlp, true);
        assertBinarized(product);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void storedTileMapsMergeToTheReferencesMaps(GoldenProduct product) throws IOException {
        place(product, TILE_MAPS);
        new MergeStage(product.config().maps(), folders(), true)
                .run(product.category(), product.testImages(), StageListener.NONE);
        assertMaps(product, MERGED, 0, false);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void storedMapsGiveTheReferencesMasks(GoldenProduct product) throws IOException {
        place(product, MERGED);
        assertBinarized(product);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void storedMasksAreRefinedToTheReferencesMasks(GoldenProduct product) throws IOException {
        copy(product.golden().path("binary"), folders().masks().resolve("anomaly_images_thresholded"));
        try (SamFiner finer = new SamFiner(RefineConfig.reference(), product.sam(folder))) {
            new RefineStage(folders(), finer).run(product.category(), product.testImages(), StageListener.NONE);
        }
        assertMasks(product, "refined");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void trainingTakesTheReferencesSteps(GoldenProduct product) throws IOException {
        JsonNode expected = product.golden().json("training.json");
        List<Tensor> batches = batches(product, expected);
        assertThat(batches).hasSize(expected.get("total_iters").asInt());
        Map<String, Tensor> encoder = product.encoder("model_init.safetensors");
        Map<String, Tensor> trained;
        try (InpFormerTrainer trainer = InpFormerTrainer.from(
                product.model(encoder),
                product.plan(),
                product.source(encoder),
                product.config().model().cropSize(),
                product.source(product.trained("weights_before_step_1.safetensors")))) {
            for (int i = 0; i < batches.size(); i++) {
                StepReport report = trainer.step(batches.get(i));
                assertThat(report.step()).isEqualTo(i + 1);
                double rate = expected.get("lr").get(i).asDouble();
                assertThat(report.learningRate()).isCloseTo(rate, within(1e-9 * Math.max(rate, 1e-3)));
                double norm = expected.get("grad_norm").get(i).asDouble();
                assertThat(report.gradientNorm())
                        .as("gradient norm of step %d", i + 1)
                        .isCloseTo(norm, within(GRADIENT_NORM * norm));
                double loss = expected.get("loss").get(i).asDouble();
                double coherence = (report.loss() - loss) / 0.2; // the mean of distances 1 - cosine
                assertThat(coherence).as("coherence loss of step %d", i + 1).isBetween(0.0, 1.0);
            }
            trained = trainer.trained();
        }
        try (Detector detector = product.detector(trained)) {
            new TestStage(product.config().maps(), folders())
                    .run(product.category(), Split.TEST_PUBLIC, cutting(product), detector, StageListener.NONE);
        }
        assertMaps(product, TILE_MAPS, product.tolerance("tile_maps", "^([0-9.]+)"), false);
    }

    private ResultFolders folders() {
        return new ResultFolders(folder.resolve("crops"), folder.resolve("maps"), folder.resolve("masks"));
    }

    private static TileSource<String> cutting(GoldenProduct product) throws IOException {
        RobisConfig config = product.config();
        return TileSource.cutting(
                        product.testImages(),
                        Tiling.PADDED,
                        config.maps().window(),
                        config.maps().overlap())
                .as(CutTile::name);
    }

    private static List<Tensor> batches(GoldenProduct product, JsonNode training) throws IOException {
        RobisConfig config = product.config();
        InputTransform transform =
                new InputTransform(config.model().inputSize(), config.model().cropSize());
        Map<String, float[]> inputs = new HashMap<>();
        TileSource.cutting(
                        product.dataset().samples(Split.TRAIN),
                        Tiling.PADDED,
                        config.maps().window(),
                        config.maps().overlap())
                .as(CutTile::name)
                .forEach(placed -> {
                    String name = placed.place();
                    var tile = placed.pixels();
                    float[] input = new float[transform.length()];
                    transform.write(tile, input, 0);
                    inputs.put(name.substring(name.indexOf('/') + 1) + ".png", input);
                });
        int size = product.plan().batch();
        List<Tensor> batches = new ArrayList<>();
        for (JsonNode order : training.get("epoch_order"))
            for (int from = 0; from + size <= order.size(); from += size) {
                Tensor batch = Tensor.zeros(size, 3, transform.cropSize(), transform.cropSize());
                for (int i = 0; i < size; i++) {
                    String file = training.get("train_files")
                            .get(order.get(from + i).asInt())
                            .asText();
                    System.arraycopy(inputs.get(file), 0, batch.data(), i * transform.length(), transform.length());
                }
                batches.add(batch);
            }
        return batches;
    }

    /** Copies stored maps to where a stage looks for them. */
    private void place(GoldenProduct product, String from) throws IOException {
        copy(product.golden().path(from), folders().maps().resolve("anomaly_images"));
    }

    private static void copy(Path stored, Path into) throws IOException {
        for (Path file : files(stored)) {
            Path target = into.resolve(stored.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    private void assertMaps(GoldenProduct product, String expected, double tolerance, boolean oneUlp)
            throws IOException {
        Path stored = product.golden().path(expected);
        List<Path> files = files(stored);
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            GrayF32 map = MapFiles.read(file);
            GrayF32 found =
                    MapFiles.read(folders().maps().resolve("anomaly_images").resolve(stored.relativize(file)));
            assertThat(new int[] {found.width, found.height}).containsExactly(map.width, map.height);
            for (int i = 0; i < map.data.length; i++) {
                float value = map.data[i];
                float ulp = HalfFloat.toFloat((short) (HalfFloat.fromFloat(value) + 1)) - value;
                if (!(Math.abs(found.data[i] - value) <= tolerance + (oneUlp ? ulp : 0)))
                    throw new AssertionError(file + " x=" + i % map.width + ", y=" + i / map.width + ": expected "
                            + value + ", found " + found.data[i] + ", tolerance " + tolerance
                            + (oneUlp ? " and one step of " + ulp : ""));
            }
        }
    }

    /** Binarizes the merged maps that are there. */
    private void assertBinarized(GoldenProduct product) throws IOException {
        List<Sample> samples = product.testImages();
        BinarizeStage.Result result =
                new BinarizeStage(folders(), 3).run(product.category(), samples, StageListener.NONE);

        JsonNode expected = product.golden().json("binarisation.json");
        double tolerance = product.tolerance("thresholds", "([0-9.]+)");
        double meanStd = expected.get("meanstd_threshold").asDouble();
        assertThat(result.statistics().maxima().min())
                .isCloseTo((float) expected.get("min_th").asDouble(), within((float) tolerance));
        assertThat(result.statistics().maxima().max())
                .isEqualTo((float) expected.get("max_th").asDouble());
        for (int i = 0; i < samples.size(); i++)
            assertThat(result.thresholds().get(i))
                    .as("threshold of %s", samples.get(i).name())
                    .isCloseTo(
                            Math.min(meanStd, threshold(expected, product.category(), samples.get(i))),
                            within(tolerance));
        assertMasks(product, "binary");
    }

    private void assertMasks(GoldenProduct product, String expected) throws IOException {
        double share = product.tolerance("masks", "([0-9.]+) %") / 100;
        for (Sample sample : product.testImages()) {
            Path stored = product.golden()
                    .path(expected)
                    .resolve(product.category())
                    .resolve(sample.split().folderName())
                    .resolve(sample.name() + ".png");
            GrayU8 mask = ImageFiles.readMask(stored);
            GrayU8 found = ImageFiles.readMask(folders().mask(product.category(), sample));
            assertThat(new int[] {found.width, found.height}).containsExactly(mask.width, mask.height);
            int different = 0;
            for (int i = 0; i < mask.data.length; i++) if (found.data[i] != mask.data[i]) different++;
            assertThat(different).as(stored.toString()).isLessThanOrEqualTo((int) (share * mask.data.length));
        }
    }

    private static double threshold(JsonNode expected, String category, Sample sample) {
        String name = category + "/" + sample.split().folderName() + "/" + sample.name() + ".tiff";
        for (int i = 0; i < expected.get("files").size(); i++)
            if (expected.get("files").get(i).asText().equals(name))
                return expected.get("thresholds").get(i).asDouble();
        throw new AssertionError("no threshold of " + name);
    }

    private static Map<String, String> hashes(Path root) throws Exception {
        Map<String, String> hashes = new TreeMap<>();
        for (Path file : files(root)) {
            Planar<GrayU8> tile = ImageFiles.read(file);
            byte[] rgb = new byte[3 * tile.width * tile.height];
            for (int i = 0; i < rgb.length; i++) rgb[i] = tile.getBand(i % 3).data[i / 3];
            String name = root.relativize(file).toString().replace('\\', '/');
            hashes.put(
                    name,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(rgb)));
        }
        return hashes;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
