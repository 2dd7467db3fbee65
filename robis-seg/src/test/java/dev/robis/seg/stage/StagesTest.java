package dev.robis.seg.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.TinyProduct;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.progress.StageListener;
import dev.robis.seg.score.CutTile;
import dev.robis.seg.score.TileSource;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagesTest {

    private static final RobisConfig CONFIG = TinyProduct.config();
    private static final String CATEGORY = TinyProduct.CATEGORY;

    /** Between neighbouring scores of 128 to 256 in half precision. */
    private static final float HALF_STEP = 0.125f;

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static Detector detector;
    private static List<Sample> samples;

    /** Four images of four tiles, two tiles and one: batches of three cross their borders. */
    @BeforeAll
    static void product() throws IOException {
        TinyProduct.write(data, 1, 0);
        Path test = data.resolve(CATEGORY).resolve("test_public");
        ImageFiles.writePng(test.resolve("good/000_regular.png"), TinyProduct.good(1));
        ImageFiles.writePng(test.resolve("good/001_regular.png"), TinyProduct.texture(2, 50, 90));
        ImageFiles.writePng(test.resolve("bad/000_regular.png"), TinyProduct.bad(3));
        ImageFiles.writePng(test.resolve("bad/001_regular.png"), TinyProduct.texture(4, 40, 30));
        GrayU8 mask = new GrayU8(TinyProduct.WIDTH, TinyProduct.HEIGHT);
        for (int y = 30; y < 50; y++) for (int x = 40; x < 60; x++) mask.set(x, y, 1);
        ImageFiles.writeMask(test.resolve("ground_truth/bad/000_regular_mask.png"), mask);
        samples = Dataset.mvtecAd2(data, CATEGORY).samples(Split.TEST_PUBLIC);
        detector = TinyProduct.detector(CONFIG, 3);
    }

    @AfterAll
    static void close() {
        detector.close();
    }

    @Test
    void oneByOneOrStreamedMapsAndMasksAreTheSame() throws IOException {
        ResultFolders single = folders("single");
        test(single, cutting());
        merge(single, false);
        binarize(single);
        ResultFolders streamed = folders("streamed");
        new TestStage(CONFIG.maps(), streamed)
                .runAndMerge(CATEGORY, Split.TEST_PUBLIC, samples, detector, StageListener.NONE);
        binarize(streamed);

        assertThat(files(single.maps())).hasSize(4).isEqualTo(files(streamed.maps()));
        assertThat(files(single.masks())).hasSize(4).isEqualTo(files(streamed.masks()));
    }

    @Test
    void resultsOfValidationImagesHaveNoFolderGood() throws IOException {
        Path image = folder.resolve("flat/validation/good/0.png");
        ImageFiles.writePng(image, TinyProduct.good(1));
        ImageFiles.writePng(folder.resolve("flat/train/good/0.png"), TinyProduct.good(2));
        List<Sample> validation = Dataset.mvtecAd2(folder, "flat").samples(Split.VALIDATION);
        ResultFolders folders = folders("single");
        TileSource<String> tiles = TileSource.cutting(
                        validation,
                        Tiling.PADDED,
                        CONFIG.maps().window(),
                        CONFIG.maps().overlap())
                .as(CutTile::name);
        new TestStage(CONFIG.maps(), folders).run("flat", Split.VALIDATION, tiles, detector, StageListener.NONE);
        new MergeStage(CONFIG.maps(), folders, false).run("flat", validation, StageListener.NONE);
        new BinarizeStage(folders, 3).run("flat", validation, StageListener.NONE);
        assertThat(files(folders.maps())).containsOnlyKeys("anomaly_images/flat/validation/0.tiff");
        assertThat(files(folders.masks())).containsOnlyKeys("anomaly_images_thresholded/flat/validation/0.png");
        assertThat(folders.coarseMask("flat", validation.get(0)).toString()).endsWith("flat/validation/0.png");
    }

    @Test
    void tilesFromFilesScoreAsTilesCutOnTheWay() throws IOException {
        ResultFolders cut = folders("cut");
        test(cut, cutting());
        ResultFolders read = folders("read");
        assertThat(crop(read)).isEqualTo(11 + 4);
        test(read, CropFolder.tiles(read.crops(CATEGORY, Split.TEST_PUBLIC)));

        assertThat(files(read.maps())).hasSize(11).isEqualTo(files(cut.maps()));
    }

    @Test
    void tilesFromFilesAreThoseCutOnTheWay() throws IOException {
        ResultFolders folders = folders("crop");
        crop(folders);
        List<String> names = new ArrayList<>();
        List<Planar<GrayU8>> tiles = new ArrayList<>();
        cutting().forEach(placed -> {
            String name = placed.place();
            var tile = placed.pixels();
            names.add(name);
            tiles.add(tile);
        });
        int[] next = {0};
        CropFolder.tiles(folders.crops(CATEGORY, Split.TEST_PUBLIC)).forEach(placed -> {
            String name = placed.place();
            var tile = placed.pixels();
            assertThat(name).isEqualTo(names.get(next[0]));
            for (int band = 0; band < 3; band++)
                assertThat(tile.getBand(band).data)
                        .isEqualTo(tiles.get(next[0]).getBand(band).clone().data);
            next[0]++;
        });
        assertThat(next[0]).isEqualTo(tiles.size());
    }

    @Test
    void aCropThatWasStoppedGoesOn() throws IOException {
        ResultFolders folders = folders("crop");
        crop(folders);
        Map<String, String> whole = files(folders.crops());
        Path split = folders.crops(CATEGORY, Split.TEST_PUBLIC);
        Files.delete(split.resolve("bad/000_regular_01.png"));
        Files.delete(split.resolve("ground_truth/bad/000_regular_mask_11.png"));

        assertThat(crop(folders)).isEqualTo(4 + 4);
        assertThat(crop(folders)).isZero();
        assertThat(files(folders.crops())).isEqualTo(whole);
    }

    @Test
    void tilesMustHaveBeenCut() throws IOException {
        assertThatThrownBy(() -> CropFolder.tiles(folder.resolve("nowhere")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere: no such folder; crop the split first");
        Path masks = folder.resolve("split/ground_truth/bad/000_mask_00.png");
        ImageFiles.writePng(masks, new GrayU8(64, 64));
        assertThatThrownBy(() -> CropFolder.tiles(folder.resolve("split")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no tiles there");
    }

    @Test
    void aMissingTileIsNamed() throws IOException {
        ResultFolders folders = folders("merge");
        test(folders, cutting());
        Files.delete(folders.maps(CATEGORY, Split.TEST_PUBLIC).resolve("good/000_regular_10.tiff"));
        assertThatThrownBy(() -> merge(folders, false))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("000_regular_10.tiff: the map of a tile is missing")
                .hasMessageContaining("4 tiles");
        assertThat(folders.maps(CATEGORY, Split.TEST_PUBLIC).resolve("good/000_regular.tiff"))
                .doesNotExist();
    }

    @Test
    void mergingTwiceLeavesTheMapsAlone() throws IOException {
        ResultFolders folders = folders("merge");
        test(folders, cutting());
        assertThat(merge(folders, true)).isEqualTo(4);
        assertThat(files(folders.maps())).hasSize(11 + 4);
        assertThat(merge(folders, false)).isEqualTo(4);
        Map<String, String> merged = files(folders.maps());
        assertThat(merged).hasSize(4);
        assertThat(merge(folders, false)).isZero();
        assertThat(files(folders.maps())).isEqualTo(merged);
    }

    @Test
    void aMergeThatWasStoppedWhileItDeletedTilesIsDone() throws IOException {
        ResultFolders folders = folders("merge");
        test(folders, cutting());
        merge(folders, true);
        Path split = folders.maps(CATEGORY, Split.TEST_PUBLIC);
        Files.delete(split.resolve("bad/000_regular_00.tiff"));
        Files.delete(split.resolve("bad/000_regular_01.tiff"));

        assertThat(merge(folders, false)).isEqualTo(3);
        assertThat(files(folders.maps())).hasSize(4);
    }

    @Test
    void tilesBeyondTheNinthColumnFindTheirPlace() throws IOException {
        RobisConfig narrow = CONFIG.withWindow(32);
        Path image = folder.resolve("wide/train/good/0.png");
        ImageFiles.writePng(image, TinyProduct.texture(1, 340, 40));
        List<Sample> wide = Dataset.mvtecAd2(folder, "wide").samples(Split.TRAIN);
        ResultFolders single = folders("single");
        ResultFolders streamed = folders("streamed");
        try (Detector small = TinyProduct.detector(narrow, 5)) {
            new CropStage(narrow.maps(), single).run("wide", wide, StageListener.NONE);
            new TestStage(narrow.maps(), single)
                    .run("wide", Split.TRAIN, CropFolder.tiles(single.crops("wide", Split.TRAIN)), small, (d, t) -> {});
            assertThat(single.maps("wide", Split.TRAIN).resolve("good/0_1-11.tiff"))
                    .exists();
            new MergeStage(narrow.maps(), single, false).run("wide", wide, StageListener.NONE);
            new TestStage(narrow.maps(), streamed).runAndMerge("wide", Split.TRAIN, wide, small, StageListener.NONE);
        }
        assertThat(files(single.maps())).containsOnlyKeys("anomaly_images/wide/train/good/0.tiff");
        assertThat(files(single.maps()).keySet())
                .isEqualTo(files(streamed.maps()).keySet());
        GrayF32 one = MapFiles.read(single.map("wide", wide.get(0)));
        GrayF32 other = MapFiles.read(streamed.map("wide", wide.get(0)));
        for (int i = 0;
                i < one.data.length;
                i++) // files come in the order of names, so that batches differ and round otherwise
        assertThat(one.data[i]).isCloseTo(other.data[i], within(HALF_STEP));
    }

    @Test
    void aMissingMapIsNamed() {
        assertThatThrownBy(() -> binarize(folders("none")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("bad/000_regular.tiff")
                .hasMessageContaining("test and merge the split first");
    }

    @Test
    void anEmptySplitIsNoMistake() throws IOException {
        ResultFolders folders = folders("empty");
        assertThat(new TestStage(CONFIG.maps(), folders)
                        .run(CATEGORY, Split.TEST_PRIVATE, to -> {}, detector, StageListener.NONE))
                .isZero();
        assertThat(new BinarizeStage(folders, 3)
                        .run(CATEGORY, List.of(), StageListener.NONE)
                        .thresholds())
                .isEmpty();
    }

    @Test
    void stagesSayHowFarTheyAre() throws IOException {
        ResultFolders folders = folders("heard");
        List<Integer> heard = new ArrayList<>();
        new TestStage(CONFIG.maps(), folders)
                .run(CATEGORY, Split.TEST_PUBLIC, cutting(), detector, (done, total) -> heard.add(done));
        assertThat(heard).isEqualTo(IntStream.rangeClosed(1, 11).boxed().toList());
        heard.clear();
        new MergeStage(CONFIG.maps(), folders, false).run(CATEGORY, samples, (done, total) -> {
            heard.add(done);
            assertThat(total).isEqualTo(4);
        });
        assertThat(heard).containsExactly(1, 2, 3, 4);
    }

    private ResultFolders folders(String name) {
        Path root = folder.resolve(name);
        return new ResultFolders(root.resolve("crops"), root.resolve("maps"), root.resolve("masks"));
    }

    private static TileSource<String> cutting() {
        return TileSource.cutting(
                        samples,
                        Tiling.PADDED,
                        CONFIG.maps().window(),
                        CONFIG.maps().overlap())
                .as(CutTile::name);
    }

    private static int crop(ResultFolders folders) throws IOException {
        return new CropStage(CONFIG.maps(), folders).run(CATEGORY, samples, StageListener.NONE);
    }

    private static void test(ResultFolders folders, TileSource<String> tiles) throws IOException {
        new TestStage(CONFIG.maps(), folders).run(CATEGORY, Split.TEST_PUBLIC, tiles, detector, StageListener.NONE);
    }

    private static int merge(ResultFolders folders, boolean keepTiles) throws IOException {
        return new MergeStage(CONFIG.maps(), folders, keepTiles).run(CATEGORY, samples, StageListener.NONE);
    }

    private static void binarize(ResultFolders folders) throws IOException {
        new BinarizeStage(folders, 3).run(CATEGORY, samples, StageListener.NONE);
    }

    /** Content of all files below, by name. */
    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                contents.put(
                        root.relativize(file).toString().replace('\\', '/'),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
        return contents;
    }
}
