package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.Decision;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.UnreadableImageException;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.result.Region;
import dev.robis.seg.result.Regions;
import dev.robis.seg.result.Segmentation;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class AnomalySegmenterTest {

    @TempDir
    static Path folder;

    private static Bundle bundle;
    private static AnomalySegmenter segmenter;

    @BeforeAll
    static void train() throws IOException {
        for (int i = 0; i < 8; i++) write("train/good", i);
        for (int i = 8; i < 10; i++) write("validation/good", i);
        bundle = new RobisTrainer(TinyProduct.config().withBatchSize(2).withEpochs(3))
                .train(Dataset.mvtecAd2(folder, "tile"), folder.resolve("bundle"), TrainingListener.NONE);
        segmenter = AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 2);
    }

    private static void write(String to, int image) throws IOException {
        ImageFiles.writePng(folder.resolve("tile/" + to + "/" + image + ".png"), TinyProduct.texture(image, 64, 64));
    }

    /** 136 pixels take three tiles of 64, or two of 72. */
    @Test
    void balancedTilesTellNearlyTheSame() throws IOException {
        Bundle balanced = new BundleCalibration(
                        EncoderWeights.in(folder), bundle.maps().withTiling(Tiling.BALANCED), Decision.defaults())
                .run(bundle, List.of(Dataset.mvtecAd2(folder, "tile")), folder.resolve("balanced"));
        assertThat(Tiling.FIXED.grid(136, 136, 64, 0.1).count()).isEqualTo(9);
        assertThat(Tiling.BALANCED.grid(136, 136, 64, 0.1).count()).isEqualTo(4);
        Planar<GrayU8> image = TinyProduct.texture(5, 136, 136);
        for (GrayU8 band : image.bands)
            for (int y = 30; y < 60; y++) for (int x = 40; x < 70; x++) band.set(x, y, 250 - (x * y) % 40);
        try (AnomalySegmenter fewer = AnomalySegmenter.open(balanced, EncoderWeights.in(folder), 1)) {
            Segmentation found = fewer.segment(image);
            Segmentation known = segmenter.segment(image);
            assertThat(found.anomalyMap().width).isEqualTo(136);
            assertThat(correlation(found.anomalyMap(), known.anomalyMap())).isBetween(0.6, 0.9999);
        }
    }

    private static double correlation(GrayF32 a, GrayF32 b) {
        double[] means = new double[2];
        for (int i = 0; i < a.data.length; i++) {
            means[0] += a.data[i] / a.data.length;
            means[1] += b.data[i] / a.data.length;
        }
        double product = 0, squareA = 0, squareB = 0;
        for (int i = 0; i < a.data.length; i++) {
            double x = a.data[i] - means[0], y = b.data[i] - means[1];
            product += x * y;
            squareA += x * x;
            squareB += y * y;
        }
        return product / Math.sqrt(squareA * squareB);
    }

    @AfterAll
    static void close() {
        segmenter.close();
    }

    @ParameterizedTest
    @CsvSource({"40,30", "1,1", "7,200", "193,80"})
    void mapAndMaskHaveTheSizeOfTheImage(int width, int height) {
        Segmentation found = segmenter.segment(TinyProduct.texture(5, width, height));
        assertThat(found.anomalyMap().width).isEqualTo(width);
        assertThat(found.anomalyMap().height).isEqualTo(height);
        assertThat(found.mask().width).isEqualTo(width);
        assertThat(found.mask().height).isEqualTo(height);
    }

    @Test
    void aDefectStandsOut() {
        Segmentation good = segmenter.segment(TinyProduct.texture(20, 64, 64));
        Segmentation bad = segmenter.segment(TinyProduct.bad(20).subimage(0, 0, 64, 64, null));
        assertThat(bad.score()).isGreaterThan(3 * good.score());
        assertThat(bad.defective()).isTrue();
        assertThat(bad.mask().get(50, 40)).isEqualTo(1);
        assertThat(bad.anomalyMap().get(50, 40))
                .isGreaterThan(2 * bad.anomalyMap().get(5, 5));
    }

    @Test
    void regionsAreThoseOfTheMask() {
        Segmentation found = segmenter.segment(TinyProduct.bad(8));
        assertThat(found.regions())
                .isNotEmpty()
                .containsExactlyElementsOf(Regions.of(found.mask(), found.anomalyMap()));
        int area = 0;
        for (byte pixel : found.mask().data) area += pixel;
        assertThat(found.regions().stream().mapToInt(Region::area).sum()).isEqualTo(area);
    }

    @Test
    void anAnswerDoesNotDependOnTheImagesBefore() throws IOException {
        try (AnomalySegmenter fresh = AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1)) {
            Segmentation alone = fresh.segment(TinyProduct.bad(1));
            fresh.segment(TinyProduct.texture(2, 300, 40));
            assertSame(fresh.segment(TinyProduct.bad(1)), alone);
            assertSame(segmenter.segment(TinyProduct.bad(1)), alone);
        }
    }

    @Test
    void fourThreadsGetTheAnswersOfOne() throws InterruptedException, ExecutionException {
        List<Planar<GrayU8>> images = IntStream.range(0, 6)
                .mapToObj(i -> i % 2 == 0 ? TinyProduct.bad(i) : TinyProduct.texture(i, 60 + 40 * i, 70))
                .toList();
        List<Segmentation> expected = images.stream().map(segmenter::segment).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Segmentation>> found = new ArrayList<>();
            for (Planar<GrayU8> image : images) found.add(threads.submit(() -> segmenter.segment(image)));
            for (int i = 0; i < images.size(); i++) assertSame(found.get(i).get(), expected.get(i));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aSubimageCountsAsTheImageItShows() {
        Planar<GrayU8> part = TinyProduct.texture(9, 150, 120).subimage(11, 7, 11 + 90, 7 + 70, null);
        assertSame(segmenter.segment(part), segmenter.segment(part.clone()));
    }

    @Test
    void theImageIsNotModified() {
        Planar<GrayU8> image = TinyProduct.bad(3);
        Planar<GrayU8> before = image.clone();
        segmenter.segment(image);
        for (int band = 0; band < 3; band++)
            assertThat(image.getBand(band).data).isEqualTo(before.getBand(band).data);
    }

    @Test
    void filesBytesAndJavasImagesGetTheAnswerOfTheirPixels() throws IOException {
        Planar<GrayU8> image = TinyProduct.bad(4);
        Path file = folder.resolve("bad.png");
        ImageFiles.writePng(file, image);
        Segmentation expected = segmenter.segment(image);
        assertSame(segmenter.segment(file), expected);
        assertSame(segmenter.segment(Files.readAllBytes(file)), expected);
        assertSame(segmenter.segment(ImageIO.read(file.toFile())), expected);
    }

    @Test
    void aGreyImageCountsAsThreeEqualBands() {
        GrayU8 part = TinyProduct.bad(4).getBand(0).subimage(3, 5, 3 + 70, 5 + 60);
        Planar<GrayU8> three = new Planar<>(GrayU8.class, 70, 60, 3);
        for (int band = 0; band < 3; band++) three.getBand(band).setTo(part);
        assertSame(segmenter.segment(part), segmenter.segment(three));
    }

    @Test
    void bytesThatAreNoImageAreNamed() {
        assertThatThrownBy(() -> segmenter.segment(new byte[] {1, 2, 3}))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageStartingWith("image of 3 bytes: expected PNG, JPEG, BMP or TIFF");
        assertThatThrownBy(() -> segmenter.segment(new byte[0]))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage("image of 0 bytes: there are no bytes");
    }

    @Test
    void jsonHoldsAllButTheImages() {
        Segmentation found = segmenter.segment(TinyProduct.bad(8));
        JsonNode json = new ObjectMapper().valueToTree(found);
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("score", "threshold", "imageThreshold", "regions", "defective");
        assertThat(json.get("defective").booleanValue()).isTrue();
        Region first = found.regions().get(0);
        JsonNode region = json.get("regions").get(0);
        assertThat(region.get("meanScore").doubleValue()).isEqualTo(first.meanScore());
        assertThat(region.get("contour")).hasSize(first.contour().size());
        assertThat(region.get("contour").get(0).get(1).intValue())
                .isEqualTo(first.contour().get(0).y());
    }

    @Test
    void anInterruptedThreadStopsBetweenTilesAndStaysInterrupted() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> interrupted = thread.submit(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> segmenter.segment(TinyProduct.bad(1)))
                        .isInstanceOf(CancellationException.class)
                        .hasMessageStartingWith("interrupted");
                return Thread.interrupted();
            });
            assertThat(interrupted.get()).isTrue();
        } finally {
            thread.shutdownNow();
        }
        assertThat(segmenter.segment(TinyProduct.bad(1)).defective()).isTrue();
    }

    @Test
    void oneBandOfAPlanarImageIsRefused() {
        assertThatThrownBy(() -> segmenter.segment(new Planar<>(GrayU8.class, 64, 64, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected bands red, green, blue, found 1 bands");
    }

    @Test
    void aClosedSegmenterRefusesAndWhoWaitsIsServedOrRefused() throws Exception {
        AnomalySegmenter closing = AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Segmentation>> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) waiting.add(threads.submit(() -> closing.segment(TinyProduct.bad(1))));
            closing.close();
            closing.close();
            for (Future<Segmentation> answer : waiting)
                try {
                    assertThat(answer.get().anomalyMap().width).isEqualTo(TinyProduct.WIDTH);
                } catch (ExecutionException e) {
                    assertThat(e)
                            .cause()
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("closed");
                }
        } finally {
            threads.shutdownNow();
        }
        assertThatThrownBy(() -> closing.segment(TinyProduct.bad(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this segmenter is closed");
    }

    @Test
    void anInterruptedCallerLeavesTheSegmenterUsable() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> segmenter.segment(TinyProduct.bad(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(segmenter.segment(TinyProduct.bad(1)).anomalyMap()).isNotNull();
    }

    @Test
    void thereIsAtLeastOneNetwork() {
        assertThatThrownBy(() -> AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("networks must be positive, found 0");
    }

    /** Bit by bit. */
    private static void assertSame(Segmentation actual, Segmentation expected) {
        GrayF32 map = actual.anomalyMap();
        GrayF32 expectedMap = expected.anomalyMap();
        assertThat(new int[] {map.width, map.height}).containsExactly(expectedMap.width, expectedMap.height);
        assertThat(map.data).isEqualTo(expectedMap.data);
        assertThat(actual.mask().data).isEqualTo(expected.mask().data);
        assertThat(actual.score()).isEqualTo(expected.score());
        assertThat(actual.threshold()).isEqualTo(expected.threshold());
        assertThat(actual.regions()).isEqualTo(expected.regions());
    }
}
