package dev.robis.nn.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.robis.nn.tensor.EmbeddedWeights;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.Vit;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pixels go in and tokens come out in their places, with the embedded encoder. */
class FeatureExtractorTest {

    private static final int HEIGHT = 28, WIDTH = 42;
    private static final Backbone TINY = Backbone.named(EmbeddedWeights.NETWORK);

    private static int[] pixels(long seed) {
        return new Random(seed).ints(HEIGHT * WIDTH).toArray(); // the upper eight bits are random too
    }

    @Test
    void featuresAreTheMeanOfTheBlocksTokens() throws Exception {
        int[] rgb = pixels(5);
        Tensor images = Tensor.zeros(1, 3, HEIGHT, WIDTH);
        float[] mean = {0.485f, 0.456f, 0.406f}, deviation = {0.229f, 0.224f, 0.225f};
        for (int i = 0; i < rgb.length; i++) {
            int[] bands = {rgb[i] >> 16 & 255, rgb[i] >> 8 & 255, rgb[i] & 255};
            for (int b = 0; b < 3; b++) images.data()[b * rgb.length + i] = (bands[b] / 255f - mean[b]) / deviation[b];
        }
        try (TensorSource weights = embedded();
                Vit vit = Vit.open(TINY.config(), weights, List.of(3, 7), 1, HEIGHT, WIDTH);
                FeatureExtractor extractor = FeatureExtractor.open(TINY, weights, List.of(3, 7), HEIGHT, WIDTH)) {
            List<Tensor> tokens = vit.tokens(images);
            Features features = extractor.features(rgb);
            assertThat(features.image().shape()).containsExactly(192);
            assertThat(features.patches().shape()).containsExactly(2, 3, 192);
            for (int c = 0; c < 192; c++)
                assertThat(features.image().data()[c]).isEqualTo(meanOf(tokens, 0, c), within(1e-5f));
            for (int row = 0; row < 2; row++)
                for (int column = 0; column < 3; column++)
                    for (int c = 0; c < 192; c++)
                        assertThat(features.patch(row, column)[c])
                                .isEqualTo(meanOf(tokens, 5 + row * 3 + column, c), within(1e-5f));
        }
    }

    private static float meanOf(List<Tensor> blocks, int token, int channel) {
        return (blocks.get(0).data()[token * 192 + channel] + blocks.get(1).data()[token * 192 + channel]) / 2;
    }

    private static TensorSource embedded() throws Exception {
        try (InputStream bytes = EmbeddedWeights.find(EmbeddedWeights.NETWORK).orElseThrow()) {
            return SafetensorsFile.of(ByteBuffer.wrap(bytes.readAllBytes()), "embedded");
        }
    }

    @Test
    void aNameIsEnough() throws Exception {
        int[] rgb = pixels(6);
        try (TensorSource weights = embedded();
                FeatureExtractor byName = FeatureExtractor.open(EmbeddedWeights.NETWORK, HEIGHT, WIDTH);
                FeatureExtractor byHand = FeatureExtractor.open(TINY, weights, TINY.targetLayers(), HEIGHT, WIDTH)) {
            assertThat(byName.features(rgb)).isEqualTo(byHand.features(rgb));
        }
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        assertThatThrownBy(() -> FeatureExtractor.open("resnet50", HEIGHT, WIDTH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("resnet50");
        assertThatThrownBy(() -> FeatureExtractor.open(EmbeddedWeights.NETWORK, HEIGHT, 43))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("28x43");
        try (FeatureExtractor extractor = FeatureExtractor.open(EmbeddedWeights.NETWORK, HEIGHT, WIDTH)) {
            assertThatThrownBy(() -> extractor.features(new int[7]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected 1176 pixels (28 x 42, height x width), found 7");
            Features features = extractor.features(pixels(7));
            assertThatThrownBy(() -> features.patch(2, 0))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("expected a patch of 2 rows and 3 columns, found row 2, column 0");
        }
        // Any name will do whose weights nobody has beside the tests.
        assertThatThrownBy(() -> FeatureExtractor.open("digpt_vit_base_16", 32, 32))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("digpt_vit_base_16.safetensors: no weights of digpt_vit_base_16");
        assertThat(EmbeddedWeights.find("dinov2reg_vit_base_14")).isEmpty();
    }
}
