package dev.robis.seg.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.alg.misc.GImageMiscOps;
import boofcv.alg.misc.ImageMiscOps;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.sam.SamPredictor.ChannelOrder;
import dev.robis.nn.sam.SamPredictor.MaskOutput;
import dev.robis.nn.sam.SamPrompt;
import dev.robis.seg.sam.SamImagePredictor;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamFinerTest {

    private static final RefineConfig REFERENCE = RefineConfig.reference();
    private static final RefineConfig CALIBRATED = RefineConfig.calibrated();

    @TempDir
    Path folder;

    private Planar<GrayU8> image;
    private GrayU8 coarse;

    @BeforeEach
    void scene() {
        image = new Planar<>(GrayU8.class, 96, 64, 3);
        GImageMiscOps.fillUniform(image, new Random(7), 0, 256);
        coarse = new GrayU8(24, 16);
        ImageMiscOps.fillRectangle(coarse, 1, 2, 3, 6, 5);
        ImageMiscOps.fillRectangle(coarse, 0, 4, 5, 1, 1); // a hole
        ImageMiscOps.fillRectangle(coarse, 1, 15, 1, 4, 4);
        ImageMiscOps.fillRectangle(coarse, 1, 20, 8, 3, 3);
        ImageMiscOps.fillRectangle(coarse, 1, 12, 13, 2, 2);
    }

    @ParameterizedTest
    @EnumSource(MaskRule.class)
    void whereThereIsNothingToRefineNoWeightsAreNeeded(MaskRule rule) throws IOException {
        SamModel none = SamModel.named("vit_h", folder.resolve("none.safetensors"));
        try (SamFiner finer = new SamFiner(REFERENCE, none)) {
            assertThat(finer.refine(image, new GrayU8(24, 16), rule).data).containsOnly(0);
            assertThat(finer.refine(image, coarse, MaskRule.SKIP).data).isEqualTo(coarse.data);
            assertThatThrownBy(() -> finer.refine(image, coarse, MaskRule.SINGLE))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("none.safetensors");
        }
    }

    @Test
    void whatSamDoesNotFindIsLostOrKept() throws IOException {
        SamModel blind = TinySam.writeBlind(folder.resolve("blind.safetensors"));
        assertThat(refine(REFERENCE, blind, MaskRule.MULTI).data).containsOnly(0);
        GrayU8 filled = coarse.clone();
        filled.set(4, 5, 1);
        assertThat(refine(CALIBRATED, blind, MaskRule.MULTI).data).isEqualTo(filled.data);
    }

    @Test
    void everySettingCounts() throws IOException {
        SamModel sam = TinySam.write(folder.resolve("sam.safetensors"), 6);
        GrayU8 whole = refine(CALIBRATED, sam, MaskRule.SINGLE);
        assertThat(whole.data).contains(0).contains(1);
        assertThat(refine(CALIBRATED, sam, MaskRule.MULTI).data).isNotEqualTo(whole.data);
        assertThat(refine(CALIBRATED.withBoxes(1), sam, MaskRule.SINGLE).data).isNotEqualTo(whole.data);
        assertThat(refine(with(SamInput.SHRUNK_BGR, Missed.KEEP), sam, MaskRule.SINGLE).data)
                .isNotEqualTo(whole.data);
    }

    @Test
    void moreBoxesThanComponentsAskAboutAll() throws IOException {
        SamModel sam = TinySam.write(folder.resolve("sam.safetensors"), 6);
        assertThat(refine(REFERENCE.withBoxes(4), sam, MaskRule.SINGLE).data)
                .isEqualTo(refine(REFERENCE.withBoxes(Integer.MAX_VALUE), sam, MaskRule.SINGLE).data);
    }

    @ParameterizedTest
    @EnumSource(SamInput.class)
    void subImagesAreReadInTheirPlace(SamInput input) throws IOException {
        SamModel sam = TinySam.write(folder.resolve("sam.safetensors"), 6);
        RefineConfig config = with(input, Missed.KEEP);
        Planar<GrayU8> around = new Planar<>(GrayU8.class, 110, 80, 3);
        GImageMiscOps.fill(around, 99);
        Planar<GrayU8> image = around.subimage(5, 7, 101, 71, null);
        image.setTo(this.image);
        GrayU8 margin = new GrayU8(30, 20);
        ImageMiscOps.fill(margin, 1);
        GrayU8 coarse = margin.subimage(2, 3, 26, 19, null);
        for (int y = 0; y < 16; y++) for (int x = 0; x < 24; x++) coarse.set(x, y, this.coarse.get(x, y));
        try (SamFiner finer = new SamFiner(config, sam)) {
            assertThat(finer.refine(image, coarse, MaskRule.SINGLE).data)
                    .isEqualTo(finer.refine(this.image, this.coarse, MaskRule.SINGLE).data);
        }
    }

    /** Answers have the size of the image; a mask takes what lies at the middle of its pixels. */
    @Test
    void masksHaveTheSizeOfTheCoarseOnes() throws IOException {
        SamModel sam = TinySam.write(folder.resolve("sam.safetensors"), 6);
        GrayU8 large = new GrayU8(96, 64);
        for (int y = 0; y < 64; y++) for (int x = 0; x < 96; x++) large.set(x, y, coarse.get(x / 4, y / 4));
        RefineConfig config = with(SamInput.WHOLE_RGB, Missed.DROP);
        GrayU8 union = new GrayU8(96, 64);
        try (SamImagePredictor predictor = sam.open()) {
            predictor.setImage(image, ChannelOrder.RGB);
            for (Component c : Components.of(large).largest(config.boxes())) {
                byte[] mask = predictor
                        .predict(SamPrompt.box(c.x1(), c.y1(), c.x2(), c.y2()), MaskOutput.SINGLE)
                        .mask(0);
                for (int i = 0; i < mask.length; i++) union.data[i] |= mask[i];
            }
        }
        GrayU8 sampled = new GrayU8(24, 16);
        for (int y = 0; y < 16; y++) for (int x = 0; x < 24; x++) sampled.set(x, y, union.get(4 * x + 2, 4 * y + 2));

        assertThat(union.data).contains(0).contains(1);
        try (SamFiner finer = new SamFiner(config, sam)) {
            assertThat(finer.refine(image, large, MaskRule.SINGLE).data).isEqualTo(Holes.fill(union).data);
            assertThat(finer.refine(image, coarse, MaskRule.SINGLE).data).isEqualTo(Holes.fill(sampled).data);
        }
    }

    private static RefineConfig with(SamInput input, Missed missed) {
        return new RefineConfig(
                CALIBRATED.boxes(),
                CALIBRATED.rule(),
                CALIBRATED.rules(),
                CALIBRATED.model(),
                CALIBRATED.models(),
                input,
                missed);
    }

    private GrayU8 refine(RefineConfig config, SamModel sam, MaskRule rule) throws IOException {
        try (SamFiner finer = new SamFiner(config, sam)) {
            return finer.refine(image, coarse, rule);
        }
    }
}
