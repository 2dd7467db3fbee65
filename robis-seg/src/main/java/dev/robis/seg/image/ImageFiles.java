package dev.robis.seg.image;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Photographs and masks in files.
 *
 * <p>Reads PNG, JPEG, BMP and TIFF (the first page): grey, palette or RGB, with or without alpha, up to 16 bits per
 * sample. Sample values are those of the file: no gamma and no colour profile is applied, nor the orientation in EXIF or
 * TIFF tags. PIL, with which the reference reads its tiles, ignores orientation too; OpenCV, with which it cuts them,
 * would turn the image.
 *
 * <p>What has more than eight bits is cut to the upper eight, {@code v / 256}, and alpha is dropped without
 * compositing, as OpenCV's {@code imread} does with PNG; with TIFF it rounds 16-bit RGB, which may differ by one, and
 * multiplies by alpha.
 *
 * <p>At most 2<sup>28</sup> pixels are accepted, checked before anything of that size is allocated. No temporary
 * files, but for those beside a target while it is written: targets appear whole or not at all, and missing parent
 * folders are created. Safe for concurrent use.
 */
public final class ImageFiles {

    private ImageFiles() {}

    /**
     * @return the image in bands red, green, blue
     * @throws UnreadableImageException if the file is empty, cut off, too large, or not such an image
     * @throws IOException if the file is missing or cannot be read
     */
    public static Planar<GrayU8> read(Path file) throws IOException {
        return samples(file).toPlanar();
    }

    /**
     * Reads an image from the bytes of its file.
     *
     * @param origin what the bytes are called in errors, such as the name of an upload
     * @return the image in bands red, green, blue
     * @throws UnreadableImageException if there are none, or they are cut off, too large, or not such an image
     */
    public static Planar<GrayU8> read(byte[] bytes, String origin) throws IOException {
        try (ImageDecoder decoder = ImageDecoder.open(bytes, origin)) {
            return Samples.of(decoder.decode(), origin).toPlanar();
        }
    }

    /**
     * An image that Java has in memory, treated like one that is read: sample values as they are, alpha dropped.
     *
     * @param image grey, palette or RGB, up to 16 bits per sample. Not modified.
     * @return a copy in bands red, green, blue
     * @throws IllegalArgumentException if it is of another kind
     */
    public static Planar<GrayU8> of(BufferedImage image) {
        try {
            return Samples.of(image, "image").toPlanar();
        } catch (UnreadableImageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * @return 0, and 1 where any colour of the file is not 0
     * @throws UnreadableImageException if the file is empty, cut off, too large, or not such an image
     * @throws IOException if the file is missing or cannot be read
     */
    public static GrayU8 readMask(Path file) throws IOException {
        return samples(file).toMask();
    }

    private static Samples samples(Path file) throws IOException {
        try (ImageDecoder decoder = ImageDecoder.open(file)) {
            return Samples.of(decoder.decode(), file);
        }
    }

    /**
     * Reads no more than the header.
     *
     * @throws UnreadableImageException if the file has no header of such an image, or promises too many pixels
     * @throws IOException if the file is missing or cannot be read
     */
    public static ImageSize size(Path file) throws IOException {
        try (ImageDecoder decoder = ImageDecoder.open(file)) {
            return decoder.size();
        }
    }

    /**
     * Reads no more than the header: what pixels would take can be known, and refused, before they are decoded.
     *
     * @param bytes of an image file. Not modified.
     * @param origin what the bytes are called in errors, such as the name of an upload
     * @throws UnreadableImageException if they have no header of such an image, or promise too many pixels
     */
    public static ImageSize size(byte[] bytes, String origin) throws IOException {
        try (ImageDecoder decoder = ImageDecoder.open(bytes, origin)) {
            return decoder.size();
        }
    }

    /**
     * Reads a PNG as {@link #writeMask} writes it, its values as they are.
     *
     * @return 0 to 255
     * @throws UnreadableImageException if the file is anything but an 8-bit grey PNG, or broken
     * @throws IOException if the file is missing or cannot be read
     */
    public static GrayU8 readGreyPng(Path file) throws IOException {
        return GreyPng.read(file);
    }

    /**
     * Writes an 8-bit RGB PNG.
     *
     * @param image bands red, green, blue. Not modified.
     */
    public static void writePng(Path file, Planar<GrayU8> image) throws IOException {
        if (image.getNumBands() != 3)
            throw new IllegalArgumentException(
                    file + ": expected bands red, green, blue, found " + image.getNumBands() + " bands");
        AtomicFile.write(file, out -> ColourPng.write(image, out));
    }

    /**
     * Writes colour PNGs on all cores.
     *
     * @param images by position in {@code files}; asked for by several threads, each image only once
     * @throws IOException of one that could not be written; others may have been
     */
    public static void writePngs(List<Path> files, IntFunction<Planar<GrayU8>> images) throws IOException {
        ParallelWrites.forEach(files.size(), i -> writePng(files.get(i), images.apply(i)));
    }

    /**
     * Writes an 8-bit grey PNG.
     *
     * @param image 0 to 255. Not modified.
     */
    public static void writePng(Path file, GrayU8 image) throws IOException {
        write(file, grey(image));
    }

    private static BufferedImage grey(GrayU8 image) {
        BufferedImage png = new BufferedImage(image.width, image.height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] samples = ((DataBufferByte) png.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < image.height; y++)
            System.arraycopy(image.data, image.startIndex + y * image.stride, samples, y * image.width, image.width);
        return png;
    }

    /**
     * Writes a mask as an 8-bit grey PNG of 0 and 255.
     *
     * @param mask 0 and 1. Not modified.
     * @throws IllegalArgumentException if the mask holds anything else
     */
    public static void writeMask(Path file, GrayU8 mask) throws IOException {
        write(file, grey(stretched(file, mask)));
    }

    /**
     * Writes what {@link #writeMask(Path, GrayU8)} has in its file, to send it.
     *
     * @param out left open
     * @param mask 0 and 1. Not modified.
     * @throws IllegalArgumentException if the mask holds anything else
     */
    public static void writeMask(OutputStream out, GrayU8 mask) throws IOException {
        BufferedImage image = grey(stretched("mask", mask));
        encode(writer -> new IIOImage(image, null, null), out);
    }

    /** As {@link #writeMask(Path, GrayU8)}, with a line of text in the file that {@link #comment} gives back. */
    public static void writeMask(Path file, GrayU8 mask, String comment) throws IOException {
        BufferedImage png = grey(stretched(file, mask));
        AtomicFile.write(file, out -> encode(writer -> PngComment.commented(png, comment, writer), out));
    }

    /**
     * @return the text of a PNG's chunk {@code tEXt} with the keyword {@code Comment}; nothing if there is none, or the file
     *     is no PNG
     * @throws UnreadableImageException if the file begins as a PNG, but is damaged
     * @throws IOException if the file is missing or cannot be read
     */
    public static Optional<String> comment(Path file) throws IOException {
        return PngComment.read(file);
    }

    private static GrayU8 stretched(Object origin, GrayU8 mask) {
        GrayU8 stretched = new GrayU8(mask.width, mask.height);
        for (int y = 0; y < mask.height; y++)
            for (int x = 0; x < mask.width; x++) {
                int value = mask.get(x, y);
                if (value > 1)
                    throw new IllegalArgumentException(
                            origin + ": expected a mask of 0 and 1, found " + value + " at x=" + x + ", y=" + y);
                stretched.data[y * mask.width + x] = (byte) -value; // 255 as a byte
            }
        return stretched;
    }

    private static void write(Path file, BufferedImage image) throws IOException {
        AtomicFile.write(file, out -> encode(writer -> new IIOImage(image, null, null), out));
    }

    /** What a writer is to write, which may hold chunks beside the pixels. */
    private interface Picture {
        IIOImage of(ImageWriter writer) throws IOException;
    }

    private static void encode(Picture picture, OutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(picture.of(writer));
        } finally {
            writer.dispose();
        }
    }
}
