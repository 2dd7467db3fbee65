package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.bundle.BundleDescription;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.config.Shots;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.detector.TrainingRecord;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.ShotAugmentation;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.result.Segmentation;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several products in one model, few images, products that were never seen, other sizes. */
@Timeout(600)
class MoreWaysToTrainTest {

    private static final RobisConfig CONFIG =
            TinyProduct.config().withWindow(100).withMapSize(50).withEpochs(1).withBatchSize(2);

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Dataset light;
    private static Dataset dark;
    private static Bundle both;

    @BeforeAll
    static void train() throws IOException {
        light = write(shared, "light", 3, 2, 60);
        dark = write(shared, "dark", 3, 3, 0);
        both = new RobisTrainer(CONFIG).train(List.of(light, dark), shared.resolve("both"), TrainingListener.NONE);
    }

    /** Stripes of 100 pixels, brighter by so many grey levels. */
    private static Dataset write(Path root, String category, int train, int validation, int brighter)
            throws IOException {
        for (int i = 0; i < train + validation; i++) {
            var image = TinyProduct.texture(i, 100, 100);
            for (var band : image.bands)
                for (int p = 0; p < band.data.length; p++) band.data[p] = (byte) ((band.data[p] & 0xff) / 3 + brighter);
            ImageFiles.writePng(
                    root.resolve(category + (i < train ? "/train/good/" : "/validation/good/") + i + ".png"), image);
        }
        return Dataset.mvtecAd2(root, category);
    }

    @Test
    void oneModelKnowsSeveralProductsAndMeasuresEachByItself() throws IOException {
        BundleDescription content = Bundle.open(both.folder()).description();
        TrainingRecord record = (TrainingRecord) content.origin();
        assertThat(record.category()).isEqualTo("light, dark");
        assertThat(record.images()).isEqualTo(6);
        assertThat(content.categories()).containsOnlyKeys("light", "dark");
        Calibration ofLight = content.categories().get("light");
        Calibration ofDark = content.categories().get("dark");
        assertThat(List.of(
                        ofLight.images(), ofDark.images(), content.calibration().images()))
                .containsExactly(2, 3, 5);
        assertThat(content.calibration().range()).isEqualTo(ofLight.range().union(ofDark.range()));
        assertThat(content.calibration().statistics().count())
                .isEqualTo(ofLight.statistics().count() + ofDark.statistics().count());
        try (AnomalySegmenter all = AnomalySegmenter.open(both, EncoderWeights.in(folder), 1)) {
            Path image = light.samples(Split.VALIDATION).get(0).image();
            assertThat(all.calibration()).isEqualTo(content.calibration());
            assertThat(all.forCategory("dark")
                            .segment(image)
                            .explanation()
                            .good()
                            .raw())
                    .isEqualTo(ofDark.range());
            assertThat(all.forCategory("light").segment(image).defective()).isFalse();
            assertThatThrownBy(() -> all.forCategory("can"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no category can by itself; it has [light, dark]");
        }
    }

    @Test
    void theOrderOfProductsDecidesNothingButNames() {
        assertThatThrownBy(() -> new RobisTrainer(CONFIG)
                        .train(List.of(light, light), folder.resolve("twice"), TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected one or more different categories, found [light, light]");
        assertThatThrownBy(
                        () -> new RobisTrainer(CONFIG).train(List.of(), folder.resolve("none"), TrainingListener.NONE))
                .hasMessageContaining("found []");
        assertThat(folder.resolve("twice")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "2, 8"})
    void fewShotsLearnFromAsManyImagesAndSayWhich(int shots, long seed) throws IOException {
        Bundle bundle = new RobisTrainer(CONFIG)
                .withShots(new Shots(shots, seed))
                .train(light, folder.resolve("few"), TrainingListener.NONE);
        BundleDescription content = Bundle.open(bundle.folder()).description();
        TrainingRecord record = (TrainingRecord) content.origin();
        assertThat(record.images()).isEqualTo(shots);
        assertThat(record.tiles()).isEqualTo(shots * ShotAugmentation.IMAGES);
        assertThat(content.shots())
                .hasSize(shots)
                .isEqualTo(new Shots(shots, seed)
                        .of(light).samples(Split.TRAIN).stream()
                                .map(sample -> "light/" + sample.name())
                                .toList());
        assertThat(content.calibration().images()).as("validation images").isEqualTo(2);
    }

    @Test
    void theChoiceOfShotsDependsOnTheSeedAndReachesEveryImage() throws IOException {
        Dataset many = write(folder, "many", 7, 0, 0);
        Set<List<String>> choices = new HashSet<>();
        Set<String> images = new HashSet<>();
        for (int seed = 0; seed < 60; seed++) {
            List<String> names = new Shots(2, seed)
                    .of(many).samples(Split.TRAIN).stream().map(Sample::name).toList();
            assertThat(names).hasSize(2).doesNotHaveDuplicates();
            choices.add(names);
            images.addAll(names);
        }
        assertThat(images).hasSize(7); // an image is missed by 60 choices with a chance of 2e-9
        assertThat(choices).hasSizeGreaterThan(10);
        assertThat(new Shots(7, 1).of(many).samples(Split.TRAIN)).isEqualTo(many.samples(Split.TRAIN));
        assertThatThrownBy(() -> new Shots(8, 1).of(many))
                .hasMessageContaining("expected at least 8 training images, found 7");
        assertThatThrownBy(() -> new Shots(0, 1)).hasMessage("shots must be positive, found 0");
    }

    @Test
    void anotherProductIsMeasuredWithoutTraining() throws IOException {
        Bundle ofLight = new RobisTrainer(CONFIG).train(light, folder.resolve("light"), TrainingListener.NONE);
        Decision decision = Decision.defaults().withFalseAlarmRate(0.2);
        Bundle zeroShot = new BundleCalibration(EncoderWeights.in(folder), ofLight.maps(), decision)
                .run(ofLight, List.of(dark), folder.resolve("dark"));
        BundleDescription content = Bundle.open(zeroShot.folder()).description();
        assertThat(zeroShot.description().modelSha256())
                .as("the same tensors")
                .isEqualTo(ofLight.description().modelSha256());
        assertThat(content.origin()).isEqualTo(ofLight.description().origin());
        assertThat(content.decision()).isEqualTo(decision);
        assertThat(content.categories()).containsOnlyKeys("dark");
        assertThat(content.calibration().images()).isEqualTo(3);
        assertThat(content.calibration().range())
                .isNotEqualTo(ofLight.calibration().range());
        try (AnomalySegmenter segmenter = AnomalySegmenter.open(zeroShot, EncoderWeights.in(folder), 1)) {
            for (Sample good : dark.samples(Split.VALIDATION))
                assertThat(segmenter.segment(good.image()).score()).isLessThan(255.01);
        }
        assertThatThrownBy(() -> new BundleCalibration(EncoderWeights.in(folder), ofLight.maps(), decision)
                        .run(ofLight, List.of(dark), folder.resolve("dark")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    /** The same images, the same calibration: calibrating anew is what training ends with. */
    @Test
    void calibratingOnTheSameImagesChangesNothing() throws IOException {
        Bundle again = new BundleCalibration(EncoderWeights.in(folder), both.maps(), both.decision())
                .run(both, List.of(light, dark), folder.resolve("again"));
        assertThat(again.description()).isEqualTo(both.description());
        for (String file : List.of("model.safetensors", "bundle.yaml"))
            assertThat(Files.mismatch(
                            again.folder().resolve(file), both.folder().resolve(file)))
                    .isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"28, 28, 50", "70, 56, 100", "84, 42, 37"})
    void anyInputAndCropSizeTrainsAndSegments(String sizes) throws IOException {
        int[] each =
                Arrays.stream(sizes.split(", ")).mapToInt(Integer::parseInt).toArray();
        RobisConfig config = CONFIG.withInputSize(each[0], each[1]).withWindow(each[2]);
        Bundle bundle = new RobisTrainer(config)
                .withShots(new Shots(1, 1))
                .train(light, folder.resolve("sized"), TrainingListener.NONE);
        try (AnomalySegmenter segmenter = AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1)) {
            Segmentation found = segmenter.segment(TinyProduct.texture(1, 90, 61));
            assertThat(List.of(found.mask().width, found.mask().height)).containsExactly(90, 61);
        }
    }
}
