package dev.robis.seg.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.sam.SamPrediction;
import dev.robis.nn.sam.SamPredictor.ChannelOrder;
import dev.robis.nn.sam.SamPredictor.MaskOutput;
import dev.robis.nn.sam.SamPrompt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SamImagePredictorTest {

    private static final SamPrompt BOX = SamPrompt.box(4, 5, 30, 20);
    private static SamImagePredictor sam;

    @BeforeAll
    static void open() {
        sam = TinySam.open(20);
    }

    @AfterAll
    static void close() {
        sam.close();
    }

    @Test
    void answersHaveTheSizeOfTheImage() {
        sam.setImage(TinySam.image(1, 50, 40), ChannelOrder.RGB);
        SamPrediction found = sam.predict(BOX, MaskOutput.MULTI);
        assertThat(found.logits().shape()).containsExactly(3, 40, 50);
        assertThat(found.iou().shape()).containsExactly(3);
    }

    @Test
    void subImagesAreReadInPlace() {
        Planar<GrayU8> large = TinySam.image(1, 60, 50);
        Planar<GrayU8> part = large.subimage(5, 6, 55, 46, null);
        assertThat(logits(part, ChannelOrder.RGB)).isEqualTo(logits(part.clone(), ChannelOrder.RGB));
    }

    @Test
    void bandsMayComeInTheOtherOrder() {
        Planar<GrayU8> image = TinySam.image(1, 50, 40);
        Planar<GrayU8> turned = image.clone();
        turned.setBand(0, image.getBand(2));
        turned.setBand(2, image.getBand(0));
        assertThat(logits(turned, ChannelOrder.BGR)).isEqualTo(logits(image, ChannelOrder.RGB));
        assertThat(logits(turned, ChannelOrder.RGB)).isNotEqualTo(logits(image, ChannelOrder.RGB));
    }

    @Test
    void anImageMustBeSetFirst() {
        sam.setImage(TinySam.image(1, 50, 40), ChannelOrder.RGB);
        sam.resetImage();
        assertThatThrownBy(() -> sam.predict(BOX, MaskOutput.SINGLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("set an image");
    }

    @Test
    void greyImagesAreRefused() {
        assertThatThrownBy(() -> sam.setImage(new Planar<>(GrayU8.class, 50, 40, 1), ChannelOrder.RGB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("3 bands", "found 1");
    }

    private static float[] logits(Planar<GrayU8> image, ChannelOrder order) {
        sam.setImage(image, order);
        return sam.predict(BOX, MaskOutput.SINGLE).logits().data();
    }
}
