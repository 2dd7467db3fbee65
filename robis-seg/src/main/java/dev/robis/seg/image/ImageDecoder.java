package dev.robis.seg.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opened image. Opening reads the header and checks the size; pixels are decoded only when asked for. */
final class ImageDecoder implements Closeable {

    /** Most pixels of an image: a header may promise more than any memory holds. */
    static final long MAX_PIXELS = 1L << 28;

    private static final Logger LOG = LoggerFactory.getLogger(ImageDecoder.class);

    private static final Set<String> FORMATS = Set.of("png", "jpeg", "bmp", "tiff", "tif");

    private static final String EXPECTED = "expected PNG, JPEG, BMP or TIFF";

    private final Object origin;
    private final ImageInputStream stream;
    private final ImageReader reader;
    private final ImageSize size;

    private ImageDecoder(Object origin, ImageInputStream stream, ImageReader reader, ImageSize size) {
        this.origin = origin;
        this.stream = stream;
        this.reader = reader;
        this.size = size;
    }

    static ImageDecoder open(Path file) throws IOException {
        if (Files.size(file) == 0) throw new UnreadableImageException(file, "the file is empty");
        if (Files.isDirectory(file)) throw new UnreadableImageException(file, "expected an image, found a folder");
        return open(file, Files.newInputStream(file));
    }

    /**
     * @param bytes an image file's
     * @param origin named in errors
     */
    static ImageDecoder open(byte[] bytes, String origin) throws IOException {
        if (bytes.length == 0) throw new UnreadableImageException(origin, "there are no bytes");
        return open(origin, new ByteArrayInputStream(bytes));
    }

    private static ImageDecoder open(Object origin, InputStream bytes) throws IOException {
        ImageInputStream stream = new MemoryCacheImageInputStream(JpegProfiles.removed(bytes));
        ImageReader reader = null;
        try {
            reader = reader(origin, stream);
            reader.setInput(stream, true, true);
            return new ImageDecoder(origin, stream, reader, checkedSize(origin, reader));
        } catch (IOException | RuntimeException e) {
            if (reader != null) reader.dispose();
            stream.close();
            if (e instanceof UnreadableImageException) throw e;
            throw new UnreadableImageException(origin, "broken header: " + e.getMessage(), e);
        }
    }

    private static ImageReader reader(Object origin, ImageInputStream stream) throws IOException {
        List<String> others = new ArrayList<>();
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(stream); readers.hasNext(); ) {
            ImageReader reader = readers.next();
            String format = reader.getFormatName().toLowerCase(Locale.ROOT);
            if (FORMATS.contains(format)) return reader;
            others.add(format);
            reader.dispose();
        }
        throw new UnreadableImageException(
                origin, EXPECTED + ", found " + (others.isEmpty() ? "something else" : String.join(" or ", others)));
    }

    private static ImageSize checkedSize(Object origin, ImageReader reader) throws IOException {
        ImageSize size = new ImageSize(reader.getWidth(0), reader.getHeight(0));
        if ((long) size.width() * size.height() > MAX_PIXELS)
            throw new UnreadableImageException(origin, "expected at most " + MAX_PIXELS + " pixels, found " + size);
        return size;
    }

    ImageSize size() {
        return size;
    }

    /** Decodes the first image of the file. To be called once. */
    BufferedImage decode() throws IOException {
        Warnings warnings = new Warnings();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        try {
            BufferedImage image = reader.read(0);
            if (warnings.cutOff) throw new UnreadableImageException(origin, "the file is cut off");
            return image;
        } catch (UnreadableImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // decoders meet broken data with either
            throw new UnreadableImageException(origin, "cut off, broken or of an unknown kind: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.dispose();
        stream.close();
    }

    /** The JPEG decoder fills what is missing of a cut-off file with grey and merely warns. */
    private final class Warnings {
        private boolean cutOff;

        void add(String warning) {
            cutOff |= warning.contains("Missing EOI") || warning.startsWith("Premature end of");
            LOG.warn("{}: {}", origin, warning);
        }
    }
}
