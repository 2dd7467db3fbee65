package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
 * format 1 repeat after 1021 numbers, so that the file can be compressed.
 */
class OldBundleTest {

    @TempDir
    Path folder;

    /** What the version that wrote it found: one defect-free image, and a bright square in it. */
    @Test
    void formatOneAnswersAsItDid() throws IOException {
        for (String file : new String[] {"bundle.yaml", "image.png"}) copy(file, file, false);
        copy("model.safetensors.gz", "model.safetensors", true);

        Bundle bundle = Bundle.open(folder);
        assertThat(bundle.content().training())
                .isEqualTo(new TrainingRecord("stripes", 6, 24, 3, 32, 0.11979057546705008));
        try (AnomalySegmenter segmenter = AnomalySegmenter.open(bundle, EncoderWeights.in(folder), 1)) {
            Segmentation found = segmenter.segment(folder.resolve("image.png"));
            assertThat(found.score()).isCloseTo(520.523, within(0.05));
            assertThat(found.threshold()).isCloseTo(178.6636, within(0.05));
            assertThat(found.anomalyMap().get(50, 40)).isCloseTo(475.702f, within(0.05f));
            assertThat(found.regions()).hasSize(2);
            assertThat(found.regions().stream().mapToInt(Region::area).sum()).isCloseTo(6472, within(30));
            assertThat(found.defective()).isTrue();
        }
    }

    private void copy(String resource, String file, boolean compressed) throws IOException {
        try (InputStream bytes = OldBundleTest.class.getResourceAsStream("/bundles/format-1/" + resource)) {
            Files.copy(compressed ? new GZIPInputStream(bytes) : bytes, folder.resolve(file));
        }
    }
}
