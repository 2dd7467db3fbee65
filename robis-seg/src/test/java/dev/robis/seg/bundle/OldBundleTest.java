package dev.robis.seg.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.config.Decision;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.detector.TrainingRecord;
import dev.robis.seg.result.Region;
import dev.robis.seg.result.Segmentation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bundles of earlier formats open and answer as they did. The files below {@code bundles/} were written by the version
 * whose format they have, and are never made again: when this test fails, the library is wrong and not they. Tensors of
 * the model, which all share, repeat after 1021 numbers, so that the file can be compressed.
 */
class OldBundleTest {

    private static final TrainingRecord TRAINING = new TrainingRecord("stripes", 6, 24, 3, 32, 0.11979057546705008);

    @TempDir
    Path folder;

    /** What the version that wrote it found: one defect-free image, and a bright square in it. */
    @Test
    void formatOneAnswersAsItDid() throws IOException {
        Bundle bundle = kept("format-1");
        assertThat(bundle.description().origin()).isEqualTo(TRAINING);
        Segmentation found = answer(bundle);
        assertThat(found.score()).isCloseTo(520.523, within(0.05));
        assertThat(found.threshold()).isCloseTo(178.6636, within(0.05));
        assertThat(found.anomalyMap().get(50, 40)).isCloseTo(475.702f, within(0.05f));
        assertThat(found.regions()).hasSize(2);
        assertThat(found.regions().stream().mapToInt(Region::area).sum()).isCloseTo(6472, within(30));
        assertThat(found.defective()).isTrue();
    }

    /** The same model, calibrated anew with twelve images, before tilings could be chosen. */
    @Test
    void formatTwoAnswersAsItDid() throws IOException {
        Bundle bundle = kept("format-2");
        assertThat(bundle.description().origin()).isEqualTo(TRAINING);
        assertThat(bundle.decision())
                .isEqualTo(Decision.defaults().withFalseAlarmRate(0.05).withSensitivity(1.2));
        assertThat(bundle.description().categories()).containsOnlyKeys("stripes");
        Segmentation found = answer(bundle);
        assertThat(found.score()).isCloseTo(268.969, within(0.05));
        assertThat(found.threshold()).isCloseTo(145.3839, within(0.05));
        assertThat(found.imageThreshold()).isCloseTo(238.0108, within(0.05));
        assertThat(found.anomalyMap().get(50, 40)).isCloseTo(223.5546f, within(0.05f));
        assertThat(found.regions()).singleElement().satisfies(region -> {
            assertThat(region.area()).isCloseTo(748, within(10));
            assertThat(region.peakScore()).isCloseTo(267.335, within(0.05));
        });
        assertThat(found.defective()).isTrue();
    }

    private Bundle kept(String format) throws IOException {
        copy(format + "/bundle.yaml", "bundle.yaml", false);
        copy("format-1/image.png", "image.png", false);
        copy("format-1/model.safetensors.gz", "model.safetensors", true);
        return Bundle.open(folder);
    }

    private Segmentation answer(Bundle bundle) throws IOException {
        try (AnomalySegmenter segmenter = AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1)) {
            return segmenter.segment(folder.resolve("image.png"));
        }
    }

    private void copy(String resource, String file, boolean compressed) throws IOException {
        try (InputStream bytes = OldBundleTest.class.getResourceAsStream("/bundles/" + resource)) {
            Files.copy(compressed ? new GZIPInputStream(bytes) : bytes, folder.resolve(file));
        }
    }
}
