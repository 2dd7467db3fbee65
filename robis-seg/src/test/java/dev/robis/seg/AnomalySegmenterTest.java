package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomalySegmenterTest {

    @TempDir
    static Path folder;

    private static Bundle bundle;

    @BeforeAll
    static void train() throws IOException {
        bundle = new RobisTrainer(SmallProduct.CONFIG)
                .train(SmallProduct.write(folder.resolve("data")), folder.resolve("bundle"), TrainingListener.NONE);
    }

    private static AnomalySegmenter open(int networks) throws IOException {
        return AnomalySegmenter.open(bundle, EncoderWeights.standard(), networks);
    }

    private static Planar<GrayU8> spoiled(long seed) {
        Planar<GrayU8> image = SmallProduct.image(seed);
        for (int band = 0; band < 3; band++)
            for (int y = 20; y < 45; y++)
                for (int x = 40; x < 65; x++) image.getBand(band).set(x, y, 10 * band);
        return image;
    }

    private static void assertSame(Segmentation found, Segmentation expected) {
        assertThat(found.anomalyMap().data).isEqualTo(expected.anomalyMap().data);
        assertThat(found.mask().data).isEqualTo(expected.mask().data);
        assertThat(found.score()).isEqualTo(expected.score());
        assertThat(found.regions()).isEqualTo(expected.regions());
    }

    @Test
    void anImageGetsTheSameAnswerAloneAfterOthersAndInAnotherSegmenter() throws IOException {
        Segmentation alone;
        try (AnomalySegmenter segmenter = open(1)) {
            alone = segmenter.segment(spoiled(5));
            for (int i = 0; i < 3; i++) segmenter.segment(SmallProduct.image(i));
            assertSame(segmenter.segment(spoiled(5)), alone);
        }
        try (AnomalySegmenter segmenter = AnomalySegmenter.open(bundle.folder())) {
            assertSame(segmenter.segment(spoiled(5)), alone);
        }
    }

    @Test
    void threadsGetTheAnswersThatOneThreadGets() throws Exception {
        List<Segmentation> expected = new ArrayList<>();
        try (AnomalySegmenter segmenter = open(1)) {
            for (int i = 0; i < 8; i++) expected.add(segmenter.segment(spoiled(i)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (AnomalySegmenter segmenter = open(2)) {
            List<Future<Segmentation>> found = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int seed = i;
                found.add(threads.submit(() -> segmenter.segment(spoiled(seed))));
            }
            for (int i = 0; i < 8; i++) assertSame(found.get(i).get(), expected.get(i));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void mapsAndMasksHaveTheSizeOfTheImageAndRegionsAreThoseOfTheMask() throws IOException {
        try (AnomalySegmenter segmenter = open(1)) {
            for (int[] size : new int[][] {{100, 70}, {30, 20}, {64, 64}, {65, 200}}) {
                Planar<GrayU8> image = SmallProduct.image(9, size[0], size[1]);
                byte[] before = image.getBand(0).data.clone();
                Segmentation found = segmenter.segment(image);
                assertThat(found.anomalyMap().width).isEqualTo(size[0]);
                assertThat(found.anomalyMap().height).isEqualTo(size[1]);
                assertThat(found.mask().width).isEqualTo(size[0]);
                assertThat(found.mask().height).isEqualTo(size[1]);
                int marked = 0;
                for (byte value : found.mask().data) marked += value;
                assertThat(found.regions().stream().mapToInt(Region::area).sum())
                        .isEqualTo(marked);
                assertThat(found.defective()).isEqualTo(marked > 0);
                assertThat(image.getBand(0).data).isEqualTo(before);
            }
        }
    }

    @Test
    void aSubImageIsSeenAsItsCopy() throws IOException {
        Planar<GrayU8> part = SmallProduct.image(3, 160, 120).subimage(20, 30, 120, 100);
        try (AnomalySegmenter segmenter = open(1)) {
            assertSame(segmenter.segment(part), segmenter.segment(part.clone()));
        }
    }

    @Test
    void aDefectScoresAboveGoodImages() throws IOException {
        try (AnomalySegmenter segmenter = open(1)) {
            assertThat(segmenter.segment(spoiled(5)).score())
                    .isGreaterThan(segmenter.segment(SmallProduct.image(5)).score());
        }
    }

    @Test
    void afterClosingItSaysSo() throws IOException {
        AnomalySegmenter segmenter = open(1);
        segmenter.close();
        segmenter.close();
        assertThatThrownBy(() -> segmenter.segment(SmallProduct.image(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void greyImagesAreRefusedWithTheNumberOfBands() throws IOException {
        try (AnomalySegmenter segmenter = open(1)) {
            assertThatThrownBy(() -> segmenter.segment(new Planar<>(GrayU8.class, 70, 70, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("found 1 bands");
        }
    }

    @Test
    void anotherEncoderThanThatOfTheTrainingIsRefused() {
        Bundle other = new Bundle(
                bundle.folder(),
                new Bundle.Content(
                        "1",
                        bundle.config(),
                        "00ff",
                        bundle.content().calibration(),
                        bundle.content().training()));
        assertThatThrownBy(() -> AnomalySegmenter.open(other, EncoderWeights.standard(), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("00ff")
                .hasMessageContaining("robis_vit_tiny_14");
    }

    @Test
    void brokenBundlesSayWhatIsWrong(@TempDir Path broken) throws IOException {
        assertThatThrownBy(() -> Bundle.open(broken)).hasMessageContaining("bundle.yaml");
        Files.copy(bundle.folder().resolve(Bundle.MODEL), broken.resolve(Bundle.MODEL));
        Path yaml = broken.resolve(Bundle.DESCRIPTION);
        String good = Files.readString(bundle.folder().resolve(Bundle.DESCRIPTION));
        Files.writeString(yaml, good.replace("window: 64", "window: -1"));
        assertThatThrownBy(() -> Bundle.open(broken)).hasMessageContaining("window must be positive, found -1");
        Files.writeString(yaml, good.replace("window: 64", "windows: 64"));
        assertThatThrownBy(() -> Bundle.open(broken))
                .hasMessageContaining("Missing creator property 'window'")
                .hasMessageContaining("bundle.yaml");
        Files.writeString(yaml, good.replace("window: 64", "window: 64\n  windows: 64"));
        assertThatThrownBy(() -> Bundle.open(broken)).hasMessageContaining("windows");
        Files.writeString(yaml, good);
        assertThat(Bundle.open(broken).content()).isEqualTo(bundle.content());
    }

    @Test
    void missingWeightsSayWhereTheyBelong(@TempDir Path empty) {
        assertThatThrownBy(() -> EncoderWeights.in(empty).open("dinov2reg_vit_base_14"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        empty.resolve("dinov2reg_vit_base_14.safetensors").toString())
                .hasMessageContaining("robis_vit_tiny_14");
    }
}
