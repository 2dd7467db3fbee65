package dev.robis.seg.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the crop lies, where the floats go, and what augmentation sees. */
class InputTransformTest {

    /** torchvision rounds half a pixel to the even side. */
    @ParameterizedTest
    @CsvSource({"10, 10, 0", "10, 8, 1", "11, 10, 0", "13, 10, 2", "15, 10, 2", "17, 10, 4"})
    void theCropIsTheCentre(int inputSize, int cropSize, int from) {
        Planar<GrayU8> tile = TestImages.random(new Random(1), inputSize, inputSize);
        InputTransform transform = new InputTransform(inputSize, cropSize);
        float[] into = new float[transform.length()];

        transform.write(tile, into, 0);

        float[] mean = {0.485f, 0.456f, 0.406f}, std = {0.229f, 0.224f, 0.225f};
        int at = 0;
        for (int b = 0; b < 3; b++)
            for (int y = 0; y < cropSize; y++)
                for (int x = 0; x < cropSize; x++)
                    assertThat(into[at++])
                            .isEqualTo((tile.getBand(b).get(from + x, from + y) / 255f - mean[b]) / std[b]);
        TestImages.assertSame(
                transform.apply(tile.getBand(2)),
                tile.getBand(2).subimage(from, from, from + cropSize, from + cropSize));
    }

    @Test
    void onlyItsOwnPartOfABatchIsWritten() {
        InputTransform transform = new InputTransform(8, 6);
        float[] batch = new float[3 * transform.length()];
        Arrays.fill(batch, 99);

        transform.write(TestImages.random(new Random(2), 20, 30), batch, transform.length());

        for (int i = 0; i < batch.length; i++) {
            boolean inside = i >= transform.length() && i < 2 * transform.length();
            assertThat(batch[i] == 99).as("element %d", i).isEqualTo(!inside);
        }
    }

    @Test
    void augmentationSeesTheResizedBytesBeforeTheCrop() {
        Planar<GrayU8> tile = TestImages.random(new Random(3), 20, 30), before = tile.clone();
        InputTransform transform = new InputTransform(8, 6);
        float[] into = new float[transform.length()];

        transform.write(
                tile,
                image -> {
                    assertThat(List.of(image.width, image.height)).containsExactly(8, 8);
                    for (GrayU8 band : image.bands) Arrays.fill(band.data, (byte) 255);
                    return image;
                },
                into,
                0);

        assertThat(into[0]).isEqualTo((1 - 0.485f) / 0.229f);
        TestImages.assertSame(tile, before);
    }

    @Test
    void aTileOfTheInputSizeIsNotChangedByAugmentation() {
        Planar<GrayU8> tile = TestImages.random(new Random(3), 8, 8), before = tile.clone();
        InputTransform transform = new InputTransform(8, 8);
        transform.write(
                tile,
                image -> {
                    for (GrayU8 band : image.bands) Arrays.fill(band.data, (byte) 0);
                    return image;
                },
                new float[transform.length()],
                0);
        TestImages.assertSame(tile, before);
    }

    @Test
    void badArgumentsAreRefused() {
        InputTransform transform = new InputTransform(8, 6);
        Planar<GrayU8> tile = new Planar<>(GrayU8.class, 5, 5, 3);
        assertThatThrownBy(() -> new InputTransform(8, 9)).hasMessageContaining("9");
        assertThatThrownBy(() -> new InputTransform(8, 0)).hasMessageContaining("0");
        assertThatThrownBy(() -> new InputTransform(1 << 20, 8)).hasMessageContaining("1048576");
        assertThatThrownBy(() -> transform.write(tile, new float[107], 0)).hasMessageContainingAll("108", "107");
        assertThatThrownBy(() -> transform.write(tile, new float[108], 1)).hasMessageContaining("offset 1");
        assertThatThrownBy(() -> transform.write(tile, new float[108], -1)).hasMessageContaining("offset -1");
        assertThatThrownBy(() -> transform.write(new Planar<>(GrayU8.class, 5, 5, 1), new float[108], 0))
                .hasMessageContaining("1 bands");
        assertThatThrownBy(() -> transform.write(tile, image -> tile, new float[108], 0))
                .hasMessageContainingAll("8x8", "5x5");
        assertThatThrownBy(() -> new Normalization(List.of(0f), List.of(0f))).hasMessageContaining("positive");
        assertThatThrownBy(() -> new Normalization(List.of(0f), List.of(1f, 1f)))
                .hasMessageContaining("per band");
    }
}
