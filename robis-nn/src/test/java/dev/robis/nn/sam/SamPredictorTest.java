package dev.robis.nn.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.sam.SamPredictor.ChannelOrder;
import dev.robis.nn.sam.SamPredictor.MaskOutput;
import dev.robis.nn.tensor.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of the predictor whatever its weights are. */
class SamPredictorTest {

    private static final int HEIGHT = 20;
    private static final int WIDTH = 30;
    private static SamPredictor sam;

    @BeforeAll
    static void open() {
        sam = SamPredictor.open(RandomSam.CONFIG, RandomSam.weights(5));
    }

    @AfterAll
    static void close() {
        sam.close();
    }

    private static Tensor image(long seed) {
        ImageFrame frame = sam.frame(HEIGHT, WIDTH);
        Tensor image = Tensor.zeros(3, frame.resizedHeight(), frame.resizedWidth());
        Random random = new Random(seed);
        for (int i = 0; i < image.data().length; i++) image.data()[i] = random.nextInt(256);
        return image;
    }

    @Test
    void bgrIsRgbWithItsChannelsReversed() {
        Tensor rgb = image(1);
        Tensor bgr = Tensor.zeros(rgb.shape());
        int pixels = rgb.data().length / 3;
        for (int c = 0; c < 3; c++) System.arraycopy(rgb.data(), c * pixels, bgr.data(), (2 - c) * pixels, pixels);
        sam.setImage(rgb, ChannelOrder.RGB, HEIGHT, WIDTH);
        Tensor fromRgb = sam.imageEmbedding();
        sam.setImage(bgr, ChannelOrder.BGR, HEIGHT, WIDTH);
        assertThat(sam.imageEmbedding()).isEqualTo(fromRgb);
        sam.setImage(rgb, ChannelOrder.BGR, HEIGHT, WIDTH);
        assertThat(sam.imageEmbedding()).isNotEqualTo(fromRgb);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void promptsDoNotDisturbEachOther(long seed) {
        sam.setImage(image(seed), ChannelOrder.RGB, HEIGHT, WIDTH);
        List<SamPrompt> prompts = List.of(
                SamPrompt.box(3, 4, 20, 15),
                SamPrompt.none(),
                SamPrompt.points(
                        new SamPrompt.Point(5, 6, SamPrompt.Label.FOREGROUND),
                        new SamPrompt.Point(25, 1, SamPrompt.Label.BACKGROUND)),
                SamPrompt.box(0, 0, 29, 19));
        List<SamPrediction> together = sam.predict(prompts, MaskOutput.MULTI);
        for (int i = prompts.size() - 1; i >= 0; i--) {
            SamPrediction alone = sam.predict(prompts.get(i), MaskOutput.MULTI);
            assertThat(together.get(i)).as("seed %d prompt %d", seed, i).isEqualTo(alone);
        }
        assertThat(together.get(0)).isNotEqualTo(together.get(3));
    }

    @Test
    void anEmbeddingStandsForItsImage() {
        SamPrompt box = SamPrompt.box(3, 4, 20, 15);
        sam.setImage(image(1), ChannelOrder.RGB, HEIGHT, WIDTH);
        Tensor embedding = sam.imageEmbedding();
        SamPrediction first = sam.predict(box, MaskOutput.SINGLE);
        sam.setImage(image(2), ChannelOrder.RGB, HEIGHT, WIDTH);
        assertThat(sam.predict(box, MaskOutput.SINGLE)).isNotEqualTo(first);
        sam.setImageEmbedding(embedding, HEIGHT, WIDTH);
        assertThat(sam.predict(box, MaskOutput.SINGLE)).isEqualTo(first);
    }

    @Test
    void masksAreThoseLogitsThatArePositive() {
        sam.setImage(image(1), ChannelOrder.RGB, HEIGHT, WIDTH);
        SamPrediction found = sam.predict(SamPrompt.box(3, 4, 20, 15), MaskOutput.MULTI);
        assertThat(found.masks()).isEqualTo(3);
        assertThat(found.logits().shape()).containsExactly(3, HEIGHT, WIDTH);
        assertThat(found.lowResolution().shape()).containsExactly(3, 32, 32);
        for (int m = 0; m < 3; m++) {
            byte[] mask = found.mask(m);
            assertThat(mask).hasSize(HEIGHT * WIDTH);
            for (int i = 0; i < mask.length; i++)
                assertThat(mask[i]).isEqualTo((byte) (found.logits().data()[m * mask.length + i] > 0 ? 1 : 0));
            assertThat(found.iou().data()[found.best()])
                    .isGreaterThanOrEqualTo(found.iou().data()[m]);
        }
        assertThatThrownBy(() -> found.mask(3)).hasMessageContainingAll("0 to 2", "3");
    }

    @Test
    void anImageMustBeSetFirst() {
        try (SamPredictor fresh = SamPredictor.open(RandomSam.CONFIG, RandomSam.weights(5))) {
            assertThatThrownBy(() -> fresh.predict(SamPrompt.none(), MaskOutput.SINGLE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("image");
        }
    }

    @Test
    void anImageOfTheWrongSizeIsRefused() {
        assertThatThrownBy(() -> sam.setImage(Tensor.zeros(3, 20, 30), ChannelOrder.RGB, HEIGHT, WIDTH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("20x30", "[3, 21, 32]", "[3, 20, 30]");
    }

    @Test
    void badPromptsAreRefused() {
        sam.setImage(image(1), ChannelOrder.RGB, HEIGHT, WIDTH);
        assertThatThrownBy(() -> sam.predict(SamPrompt.none().withMask(Tensor.zeros(HEIGHT, WIDTH)), MaskOutput.SINGLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[32, 32]", "[20, 30]");
        assertThatThrownBy(() -> SamPrompt.box(5, 5, 4, 9)).hasMessageContaining("left, top, right, bottom");
        assertThatThrownBy(() -> SamPrompt.box(Double.NaN, 5, 4, 9)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> sam.setImageEmbedding(Tensor.zeros(1, 8, 8), HEIGHT, WIDTH))
                .hasMessageContaining("[16, 8, 8]");
    }

    @Test
    void aClosedPredictorSaysSo() {
        SamPredictor closed = SamPredictor.open(RandomSam.CONFIG, RandomSam.weights(5));
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.setImage(image(1), ChannelOrder.RGB, HEIGHT, WIDTH))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void impossibleShapesAreRefused() {
        SamConfig.Encoder encoder = RandomSam.CONFIG.encoder();
        SamConfig.Decoder decoder = RandomSam.CONFIG.decoder();
        assertThatThrownBy(() -> new SamConfig(33, 4, 16, 4, encoder, decoder)).hasMessageContainingAll("33", "4");
        assertThatThrownBy(() -> new SamConfig(32, 4, 12, 4, encoder, decoder)).hasMessageContaining("12");
        assertThatThrownBy(() -> new SamConfig.Encoder(12, 2, 5, 2, 3, List.of(), 1e-6))
                .hasMessageContaining("5");
        assertThatThrownBy(() -> new SamConfig.Encoder(12, 2, 2, 2, 3, List.of(2), 1e-6))
                .hasMessageContaining("[2]");
        assertThatThrownBy(() -> SamConfig.named("vit_x")).hasMessageContainingAll("vit_x", "vit_b, vit_l, vit_h");
    }
}
