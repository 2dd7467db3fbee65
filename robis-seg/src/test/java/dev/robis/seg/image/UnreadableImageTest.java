package dev.robis.seg.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no image is refused by name, and never by half. */
class UnreadableImageTest {

    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("broken-image"), bytes);
    }

    private void assertRefused(byte[] bytes, String... parts) throws IOException {
        Path file = file(bytes);
        assertThatThrownBy(() -> ImageFiles.read(file))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("broken-image")
                .hasMessageContainingAll(parts);
        assertThatThrownBy(() -> ImageFiles.readMask(file)).isInstanceOf(UnreadableImageException.class);
    }

    @Test
    void emptyFilesAndOtherThingsAreRefused() throws IOException {
        assertRefused(new byte[0], "empty");
        assertRefused("not an image".getBytes(StandardCharsets.UTF_8), "expected PNG, JPEG, BMP or TIFF");
        assertRefused(
                new byte[] {0, 0, 8, 8, 1, 2, 3, 4, 5, 6, 7, 8}, "expected PNG"); // a WBMP would be as good as any
        assertRefused(ImageFormatsTest.encode(photograph(), "gif", null), "expected PNG", "gif");
        assertThatThrownBy(() -> ImageFiles.read(folder))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("folder");
    }

    @Test
    void aMissingFileIsMissing() {
        Path missing = folder.resolve("nothing.png");
        assertThatThrownBy(() -> ImageFiles.read(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("nothing.png");
        assertThatThrownBy(() -> ImageFiles.size(missing)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void theExceptionKnowsTheFile() throws IOException {
        Path file = file(new byte[0]);
        assertThatThrownBy(() -> ImageFiles.size(file))
                .isInstanceOfSatisfying(UnreadableImageException.class, e -> assertThat(e.origin())
                        .isEqualTo(file.toString()));
    }

    @Test
    void aHeaderThatPromisesTooMuchIsRefusedBeforeDecoding() throws IOException {
        byte[] bomb = new Png(60_000, 60_000, 8, Png.RGB).unfinished();
        assertRefused(bomb, "at most 268435456 pixels", "60000x60000");
        Path file = file(bomb);
        assertThatThrownBy(() -> ImageFiles.size(file)).hasMessageContaining("60000x60000");
    }

    @Test
    void floatMapsAreNoImages() throws IOException {
        Path file = folder.resolve("map.tiff");
        MapFiles.writeFloat32(file, new GrayF32(4, 3));
        assertThatThrownBy(() -> ImageFiles.read(file))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("map.tiff");
    }

    /** A prefix either is refused, or lacked nothing that matters. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "bmp", "tiff"})
    void filesCutOffAreRefused(String format) throws IOException {
        byte[] whole = ImageFormatsTest.encode(photograph(), format, null);
        Planar<GrayU8> expected = ImageFiles.read(file(whole));
        int refused = 0;
        for (int length = 1; length < whole.length; length += Math.max(1, whole.length / 150)) {
            try {
                TestImages.assertSame(ImageFiles.read(file(Arrays.copyOf(whole, length))), expected);
            } catch (UnreadableImageException e) {
                refused++;
            }
        }
        assertThat(refused).as("of about 150 prefixes").isGreaterThan(130);
        assertRefused(Arrays.copyOf(whole, whole.length / 2), "cut off");
    }

    /** Whatever the bytes are, there is an image or the one exception. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "bmp", "tiff"})
    void noOtherExceptionLeavesTheReader(String format) throws IOException {
        byte[] whole = ImageFormatsTest.encode(photograph(), format, null);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            byte[] broken = whole.clone();
            // Sizes stand in the first bytes, of a TIFF in the last; broken ones only cost memory.
            int from = format.equals("tiff") ? 8 : 64,
                    until = format.equals("tiff") ? broken.length - 400 : broken.length;
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--)
                broken[from + random.nextInt(until - from)] ^= (byte) (1 << random.nextInt(8));
            try {
                Planar<GrayU8> image = ImageFiles.read(file(broken));
                assertThat(image.getNumBands()).isEqualTo(3);
            } catch (UnreadableImageException e) {
                assertThat(e).as("seed %d, round %d", seed, round).hasMessageContaining("broken-image");
            }
        }
    }

    private static BufferedImage photograph() {
        BufferedImage image = new BufferedImage(61, 47, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(1);
        for (int y = 0; y < 47; y++)
            for (int x = 0; x < 61; x++)
                image.getRaster().setPixel(x, y, new int[] {4 * x, 5 * y, random.nextInt(256)});
        return image;
    }
}
