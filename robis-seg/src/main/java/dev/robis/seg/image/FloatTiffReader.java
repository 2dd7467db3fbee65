package dev.robis.seg.image;

import boofcv.struct.image.GrayF32;
import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.robis.nn.tensor.HalfFloat;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;

/** Reads the first page of an uncompressed TIFF of floats. Every number of the file is checked before it is used. */
final class FloatTiffReader {

    private static final int UNSIGNED_INTEGER = 1, IEEE_FLOAT = 3;

    private final Path file;
    private final Directory page;
    private final boolean halves;

    private FloatTiffReader(Path file, Directory page, boolean halves) {
        this.file = file;
        this.page = page;
        this.halves = halves;
    }

    /**
     * @param halves whether to demand 16 bits and a single page
     */
    static GrayF32 read(Path file, boolean halves) throws IOException {
        if (Files.isDirectory(file)) throw new UnreadableImageException(file, "expected a float TIFF, found a folder");
        long length = Files.size(file);
        if (length == 0) throw new UnreadableImageException(file, "the file is empty");
        if (length > Integer.MAX_VALUE - 8)
            throw new UnreadableImageException(file, "expected less than 2 GiB, found " + length + " bytes");
        try (ImageInputStream bytes = new ByteArrayImageInputStream(Files.readAllBytes(file))) {
            return new FloatTiffReader(file, firstPage(file, bytes, halves), halves).read(bytes);
        }
    }

    private static Directory firstPage(Path file, ImageInputStream bytes, boolean alone)
            throws UnreadableImageException {
        int count;
        try {
            Directory pages = new TIFFReader().read(bytes);
            CompoundDirectory compound = pages instanceof CompoundDirectory found ? found : null;
            count = compound == null ? 0 : compound.directoryCount();
            if (count == 1 || (count > 1 && !alone)) return compound.getDirectory(0);
        } catch (IOException | RuntimeException e) { // the reader meets broken tags with either
            throw new UnreadableImageException(file, "expected a float TIFF: " + e.getMessage(), e);
        }
        if (count > 1) throw new UnreadableImageException(file, "expected a single page, found " + count);
        throw new UnreadableImageException(file, "expected a float TIFF, found one without a page: is it cut off?");
    }

    private GrayF32 read(ImageInputStream bytes) throws IOException {
        long width = required(TIFF.TAG_IMAGE_WIDTH), height = required(TIFF.TAG_IMAGE_HEIGHT);
        if (width < 1 || height < 1 || width > ImageDecoder.MAX_PIXELS || height > ImageDecoder.MAX_PIXELS / width)
            throw new UnreadableImageException(
                    file, "expected 1 to " + ImageDecoder.MAX_PIXELS + " pixels, found " + width + "x" + height);
        demand(TIFF.TAG_COMPRESSION, "compression", 1, 1);
        demand(TIFF.TAG_SAMPLES_PER_PIXEL, "samples per pixel", 1, 1);
        demand(TIFF.TAG_SAMPLE_FORMAT, "sample format", UNSIGNED_INTEGER, IEEE_FLOAT);
        long bits = optional(TIFF.TAG_BITS_PER_SAMPLE, 1);
        if (halves && bits != Short.SIZE)
            throw new UnreadableImageException(file, "expected floats of 16 bits, found " + bits);
        if (bits != Short.SIZE && bits != Float.SIZE)
            throw new UnreadableImageException(file, "expected floats of 16 or 32 bits, found " + bits);
        long[] offsets = values(TIFF.TAG_STRIP_OFFSETS), counts = values(TIFF.TAG_STRIP_BYTE_COUNTS);
        int bytesPerSample = (int) bits / Byte.SIZE;
        checkStrips(offsets, counts, bytesPerSample, bytes.length());
        checkTotal(counts, width * height * bytesPerSample, bytes.length());
        GrayF32 map = new GrayF32((int) width, (int) height);
        int done = 0;
        for (int s = 0; s < offsets.length; s++) {
            int samples = (int) counts[s] / bytesPerSample;
            bytes.seek(offsets[s]);
            if (bytesPerSample == Float.BYTES) bytes.readFully(map.data, done, samples);
            else readHalves(bytes, map.data, done, samples);
            done += samples;
        }
        return map;
    }

    private void checkStrips(long[] offsets, long[] counts, int bytesPerSample, long length)
            throws UnreadableImageException {
        if (offsets.length == 0 || offsets.length != counts.length)
            throw new UnreadableImageException(
                    file,
                    "expected as many strip offsets as byte counts, found " + offsets.length + " and " + counts.length);
        for (int s = 0; s < offsets.length; s++) {
            String strip = "strip " + s + " of " + counts[s] + " bytes at offset " + offsets[s];
            if (offsets[s] < 0 || counts[s] < 0 || counts[s] > length - offsets[s])
                throw new UnreadableImageException(file, "cut off: " + strip + ", of " + length + " bytes");
            if (counts[s] % bytesPerSample != 0)
                throw new UnreadableImageException(file, strip + " ends within a sample");
        }
    }

    /** Strips may overlap, so that each fits the file and all together do not. */
    private void checkTotal(long[] counts, long expected, long length) throws UnreadableImageException {
        long total = Arrays.stream(counts).sum();
        if (total != expected || total > length)
            throw new UnreadableImageException(
                    file, "expected " + expected + " bytes in all strips, found " + total + ", in a file of " + length);
    }

    private static void readHalves(ImageInputStream bytes, float[] into, int at, int samples) throws IOException {
        short[] halves = new short[Math.min(samples, 1 << 15)];
        for (int done = 0; done < samples; ) {
            int chunk = Math.min(halves.length, samples - done);
            bytes.readFully(halves, 0, chunk);
            for (int i = 0; i < chunk; i++) into[at + done + i] = HalfFloat.toFloat(halves[i]);
            done += chunk;
        }
    }

    private void demand(int tag, String name, long absent, long expected) throws UnreadableImageException {
        long found = optional(tag, absent);
        if (found != expected)
            throw new UnreadableImageException(
                    file,
                    "expected an uncompressed TIFF of single floats (" + name + " " + expected + "), found " + name
                            + " " + found);
    }

    private long required(int tag) throws UnreadableImageException {
        long[] values = values(tag);
        if (values.length == 1) return values[0];
        throw new UnreadableImageException(file, "expected one value of TIFF tag " + tag + ", found " + values.length);
    }

    private long optional(int tag, long absent) throws UnreadableImageException {
        return page.getEntryById(tag) == null ? absent : required(tag);
    }

    private long[] values(int tag) throws UnreadableImageException {
        Entry entry = page.getEntryById(tag);
        if (entry == null) return new long[0];
        Object value = entry.getValue();
        try {
            if (value instanceof Number number) return new long[] {number.longValue()};
            long[] values = new long[Array.getLength(value)];
            Arrays.setAll(values, i -> Array.getLong(value, i));
            return values;
        } catch (IllegalArgumentException e) { // the tag's value is text, or lies beyond the end of the file
            throw new UnreadableImageException(file, "expected integers in TIFF tag " + tag + ", found " + value, e);
        }
    }
}
