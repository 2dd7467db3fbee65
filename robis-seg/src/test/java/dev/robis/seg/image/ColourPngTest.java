package dev.robis.seg.image;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another decoder makes of the files, and their form. */
class ColourPngTest {

    @Test
    void anotherDecoderReadsThePixels() throws IOException {
        for (int[] size : new int[][] {{1, 1}, {1, 300}, {700, 500}}) {
            Planar<GrayU8> image = TestImages.random(new Random(size[0]), size[0], size[1]);
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(written(image)));
            assertThat(read.getWidth()).isEqualTo(image.width);
            assertThat(read.getHeight()).isEqualTo(image.height);
            for (int y = 0; y < image.height; y++)
                for (int x = 0; x < image.width; x++) {
                    int expected = image.getBand(0).get(x, y) << 16
                            | image.getBand(1).get(x, y) << 8
                            | image.getBand(2).get(x, y);
                    assertThat(read.getRGB(x, y) & 0xffffff).isEqualTo(expected);
                }
        }
    }

    /** Decoders may be strict where Java's is not. */
    @Test
    void chunksAreInOrderAndTheirChecksRight() throws IOException {
        byte[] file = written(TestImages.random(new Random(1), 700, 500)); // of more than one chunk of pixels
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        assertThat(in.readLong()).isEqualTo(0x89504e470d0a1a0aL);
        List<String> types = new ArrayList<>();
        while (in.available() > 0) {
            byte[] content = new byte[4 + in.readInt()];
            in.readFully(content);
            CRC32 check = new CRC32();
            check.update(content);
            assertThat(in.readInt()).isEqualTo((int) check.getValue());
            types.add(new String(content, 0, 4));
        }
        assertThat(types).startsWith("IHDR", "IDAT", "IDAT").endsWith("IDAT", "IEND");
        assertThat(types.subList(1, types.size() - 1)).containsOnly("IDAT");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 0", "0, 150", "2, 150"})
    void photographsAreNoLargerThanByJavasWriter(double colourNoise, int padding) throws IOException {
        int width = 300, height = 200;
        Planar<GrayU8> photo = new Planar<>(GrayU8.class, width, height, 3);
        BufferedImage same = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(2);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width - padding; x++) {
                double level = 120 + 60 * Math.sin(x / 20.0) * Math.cos(y / 30.0) + 2 * random.nextGaussian();
                int rgb = 0;
                for (int b = 0; b < 3; b++) {
                    int own = (int) (level + colourNoise * random.nextGaussian());
                    photo.getBand(b).set(x, y, own);
                    rgb = rgb << 8 | own;
                }
                same.setRGB(x, y, rgb);
            }
        ByteArrayOutputStream javas = new ByteArrayOutputStream();
        ImageIO.write(same, "png", javas);
        assertThat(written(photo)).hasSizeLessThan(javas.size());
    }

    private static byte[] written(Planar<GrayU8> image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ColourPng.write(image, out);
        return out.toByteArray();
    }
}
