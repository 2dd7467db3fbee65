package dev.robis.seg.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of file gives the sample values that are in it. */
class ImageFormatsTest {

    @TempDir
    Path folder;

    private Planar<GrayU8> read(byte[] bytes) throws IOException {
        return ImageFiles.read(Files.write(folder.resolve("image"), bytes));
    }

    private static void assertPixel(Planar<GrayU8> image, int x, int y, int red, int green, int blue) {
        assertThat(new int[] {
                    image.getBand(0).get(x, y),
                    image.getBand(1).get(x, y),
                    image.getBand(2).get(x, y)
                })
                .as("x=%d, y=%d", x, y)
                .containsExactly(red, green, blue);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }

    private static byte[] ramp() {
        byte[] ramp = new byte[256];
        for (int v = 0; v < 256; v++) ramp[v] = (byte) v;
        return ramp;
    }

    private static void assertRamp(Planar<GrayU8> image) {
        assertThat(image.width).isEqualTo(256);
        for (int v = 0; v < 256; v++) assertPixel(image, v, 0, v, v, v);
    }

    @Test
    void greyIsRepeatedAndNotCorrected() throws IOException {
        assertRamp(read(new Png(256, 1, 8, Png.GREY).rows(ramp())));
    }

    @Test
    void gammaAndColourProfilesAreIgnored() throws IOException {
        assertRamp(read(new Png(256, 1, 8, Png.GREY)
                .chunk("gAMA", bytes(0, 1, 0x86, 0xa0)) // 1.0
                .rows(ramp())));
        byte[] profile = profile(ColorSpace.CS_LINEAR_RGB);
        assertPixel(
                read(new Png(1, 1, 8, Png.RGB).chunk("iCCP", profile).rows(bytes(10, 100, 200))), 0, 0, 10, 100, 200);
        assertRamp(read(new Png(256, 1, 8, Png.GREY)
                .chunk("iCCP", profile(ColorSpace.CS_GRAY))
                .rows(ramp())));
    }

    private static byte[] profile(int space) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes(bytes('p', 0, 0));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(chunk)) {
            deflater.write(ICC_Profile.getInstance(space).getData());
        }
        return chunk.toByteArray();
    }

    @Test
    void sixteenBitsAreCutToTheUpperEight() throws IOException {
        byte[] grey = bytes(0, 255, 1, 0, 0x7f, 0xff, 0x80, 0, 0xff, 0xff);
        Planar<GrayU8> image = read(new Png(5, 1, 16, Png.GREY).rows(grey));
        int[] expected = {0, 1, 0x7f, 0x80, 0xff};
        for (int x = 0; x < 5; x++) assertPixel(image, x, 0, expected[x], expected[x], expected[x]);

        assertPixel(read(new Png(1, 1, 16, Png.RGB).rows(bytes(1, 255, 100, 200, 255, 0))), 0, 0, 1, 100, 255);
        assertPixel(
                read(new Png(1, 1, 16, Png.RGB_ALPHA).rows(bytes(1, 255, 100, 200, 255, 0, 0, 9))), 0, 0, 1, 100, 255);
        assertPixel(read(new Png(1, 1, 16, Png.GREY_ALPHA).rows(bytes(77, 255, 0, 9))), 0, 0, 77, 77, 77);
    }

    @Test
    void fewBitsSpanTheWholeRange() throws IOException {
        Planar<GrayU8> one = read(new Png(8, 1, 1, Png.GREY).rows(bytes(0b01000000)));
        assertPixel(one, 0, 0, 0, 0, 0);
        assertPixel(one, 1, 0, 255, 255, 255);
        Planar<GrayU8> two = read(new Png(4, 1, 2, Png.GREY).rows(bytes(0b00011011)));
        for (int x = 0; x < 4; x++) assertPixel(two, x, 0, 85 * x, 85 * x, 85 * x);
        Planar<GrayU8> four = read(new Png(2, 1, 4, Png.GREY).rows(bytes(0x5c)));
        assertPixel(four, 0, 0, 85, 85, 85);
        assertPixel(four, 1, 0, 204, 204, 204);
    }

    @Test
    void alphaIsDroppedWithoutCompositing() throws IOException {
        Planar<GrayU8> image = read(new Png(3, 1, 8, Png.RGB_ALPHA).rows(bytes(9, 8, 7, 0, 6, 5, 4, 1, 3, 2, 1, 255)));
        assertPixel(image, 0, 0, 9, 8, 7);
        assertPixel(image, 1, 0, 6, 5, 4);
        assertPixel(image, 2, 0, 3, 2, 1);
        Planar<GrayU8> grey = read(new Png(2, 1, 8, Png.GREY_ALPHA).rows(bytes(50, 0, 60, 128)));
        assertPixel(grey, 0, 0, 50, 50, 50);
        assertPixel(grey, 1, 0, 60, 60, 60);
    }

    @Test
    void transparentColoursStayWhatTheyAre() throws IOException {
        Planar<GrayU8> grey =
                read(new Png(2, 1, 8, Png.GREY).chunk("tRNS", bytes(0, 50)).rows(bytes(50, 60)));
        assertPixel(grey, 0, 0, 50, 50, 50);
        assertPixel(grey, 1, 0, 60, 60, 60);
        Planar<GrayU8> rgb = read(
                new Png(2, 1, 8, Png.RGB).chunk("tRNS", bytes(0, 1, 0, 2, 0, 3)).rows(bytes(1, 2, 3, 4, 5, 6)));
        assertPixel(rgb, 0, 0, 1, 2, 3);
        assertPixel(rgb, 1, 0, 4, 5, 6);
        Planar<GrayU8> palette = read(new Png(2, 1, 8, Png.PALETTE)
                .chunk("PLTE", bytes(1, 2, 3, 4, 5, 6))
                .chunk("tRNS", bytes(0, 128))
                .rows(bytes(0, 1)));
        assertPixel(palette, 0, 0, 1, 2, 3);
        assertPixel(palette, 1, 0, 4, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void palettesAreLookedUp(int bits) throws IOException {
        Planar<GrayU8> image = read(new Png(1, 2, bits, Png.PALETTE)
                .chunk("PLTE", bytes(200, 100, 50, 10, 20, 30))
                .rows(bytes(0), bytes(1 << (8 - bits))));
        assertPixel(image, 0, 0, 200, 100, 50);
        assertPixel(image, 0, 1, 10, 20, 30);
    }

    @ParameterizedTest
    @CsvSource({"png,", "bmp,", "bmp,BI_RGB", "tiff,", "tiff,LZW", "tiff,Deflate", "tiff,PackBits"})
    void colourComesBackExactly(String format, String compression) throws IOException {
        long seed = new Random().nextLong();
        Planar<GrayU8> expected = TestImages.random(new Random(seed), 37, 23);
        BufferedImage image = new BufferedImage(37, 23, BufferedImage.TYPE_3BYTE_BGR);
        for (int b = 0; b < 3; b++)
            for (int y = 0; y < 23; y++)
                for (int x = 0; x < 37; x++)
                    image.getRaster().setSample(x, y, b, expected.getBand(b).get(x, y));

        TestImages.assertSame(read(encode(image, format, compression)), expected);
    }

    @ParameterizedTest
    @CsvSource({"png,", "bmp,", "tiff,", "tiff,LZW", "tiff,Deflate"})
    void greyComesBackExactly(String format, String compression) throws IOException {
        BufferedImage image = new BufferedImage(256, 3, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 3; y++)
            for (int v = 0; v < 256; v++) image.getRaster().setSample(v, y, 0, v);

        assertRamp(read(encode(image, format, compression)));
    }

    @ParameterizedTest
    @CsvSource({"png,", "tiff,", "tiff,LZW", "tiff,Deflate"})
    void deepGreyIsCutWhateverTheFormat(String format, String compression) throws IOException {
        BufferedImage image = new BufferedImage(256, 2, BufferedImage.TYPE_USHORT_GRAY);
        for (int v = 0; v < 256; v++) {
            image.getRaster().setSample(v, 0, 0, v << 8 | 0xff);
            image.getRaster().setSample(v, 1, 0, v << 8);
        }

        Planar<GrayU8> read = read(encode(image, format, compression));
        assertRamp(read);
        assertRamp(read.subimage(0, 1, 256, 2, null));
    }

    @Test
    void deepColourTiffIsCut() throws IOException {
        ColorSpace rgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        BufferedImage image = ImageTypeSpecifier.createInterleaved(
                        rgb, new int[] {0, 1, 2}, DataBuffer.TYPE_USHORT, false, false)
                .createBufferedImage(1, 1);
        image.getRaster().setPixel(0, 0, new int[] {0x01ff, 0x64c8, 0xff00});

        assertPixel(read(encode(image, "tiff", null)), 0, 0, 1, 100, 255);
    }

    @Test
    void alphaOfTiffIsDropped() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
        image.getRaster().setPixel(0, 0, new int[] {9, 8, 7, 0});
        image.getRaster().setPixel(1, 0, new int[] {90, 80, 70, 100});

        Planar<GrayU8> read = read(encode(image, "tiff", null));
        assertPixel(read, 0, 0, 9, 8, 7);
        assertPixel(read, 1, 0, 90, 80, 70);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void palettesOfEveryFormatAreLookedUp(String format) throws IOException {
        byte[][] colours = {bytes(200, 10, 0), bytes(100, 20, 255), bytes(50, 30, 128)};
        for (int c = 0; c < 3; c++) colours[c] = Arrays.copyOf(colours[c], 256);
        IndexColorModel palette = new IndexColorModel(8, 256, colours[0], colours[1], colours[2]);
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 1, 2});

        Planar<GrayU8> read = read(encode(image, format, null));
        assertPixel(read, 0, 0, 200, 100, 50);
        assertPixel(read, 1, 0, 10, 20, 30);
        assertPixel(read, 2, 0, 0, 255, 128);
    }

    @Test
    void interlacedPngComesBackExactly() throws IOException {
        long seed = new Random().nextLong();
        Planar<GrayU8> expected = TestImages.random(new Random(seed), 19, 13);
        BufferedImage image = new BufferedImage(19, 13, BufferedImage.TYPE_3BYTE_BGR);
        for (int b = 0; b < 3; b++)
            for (int y = 0; y < 13; y++)
                for (int x = 0; x < 19; x++)
                    image.getRaster().setSample(x, y, b, expected.getBand(b).get(x, y));
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);

        TestImages.assertSame(read(encode(image, writer, param)), expected);
    }

    /** Blocks of one grey survive JPEG at full quality without loss, so every value can be checked. */
    @Test
    void greyJpegIsNotCorrected() throws IOException {
        Planar<GrayU8> read = read(encode(blocks(), "jpeg", null));

        for (int v = 0; v < 256; v++) assertPixel(read, 8 * v + 3, 4, v, v, v);
    }

    private static BufferedImage blocks() {
        BufferedImage image = new BufferedImage(8 * 256, 8, BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = image.getRaster();
        for (int y = 0; y < 8; y++) for (int x = 0; x < raster.getWidth(); x++) raster.setSample(x, y, 0, x / 8);
        return image;
    }

    @Test
    void profilesAndOrientationOfJpegAreIgnored() throws IOException {
        BufferedImage image = new BufferedImage(40, 24, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 24; y++)
            for (int x = 0; x < 40; x++) image.getRaster().setPixel(x, y, new int[] {6 * x, 10 * y, 128});
        byte[] plain = encode(image, "jpeg", null);
        Planar<GrayU8> expected = read(plain);
        assertThat(expected.getBand(0).get(36, 4)).isCloseTo(216, offset(6));

        byte[] icc = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        segment.writeBytes(bytes(0xff, 0xe2, (icc.length + 16) >> 8, icc.length + 16));
        segment.writeBytes("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1));
        segment.writeBytes(icc);
        TestImages.assertSame(read(insert(plain, segment.toByteArray())), expected);

        byte[] exif = bytes(
                0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0,
                1, 0, 6, 0, 0, 0, 0, 0, 0);
        TestImages.assertSame(read(insert(plain, exif)), expected);
    }

    /** Behind the first segment, which is JFIF's. */
    private static byte[] insert(byte[] jpeg, byte[] segment) {
        int at = 4 + ((jpeg[4] & 0xff) << 8 | (jpeg[5] & 0xff));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, at);
        out.writeBytes(segment);
        out.write(jpeg, at, jpeg.length - at);
        return out.toByteArray();
    }

    static byte[] encode(BufferedImage image, String format, String compression) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWriters(new ImageTypeSpecifier(image), format);
        ImageWriter writer = writers.next();
        // The JDK's own: another hand than the one that reads TIFF.
        while (!writer.getClass().getName().startsWith("com.sun.")) writer = writers.next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (compression != null) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
        }
        if (format.equals("jpeg")) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(1);
        }
        return encode(image, writer, param);
    }

    private static byte[] encode(BufferedImage image, ImageWriter writer, ImageWriteParam param) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
