package dev.robis.seg.image;

import boofcv.struct.image.GrayF32;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Anomaly maps in files: float TIFFs as the reference's tifffile writes them. Classic TIFF, one sample per pixel,
 * uncompressed strips, IEEE floats of 16 or 32 bits; written little-endian in one strip, read in either byte order.
 *
 * <p>TwelveMonkeys reads the tags; the samples are read here, because its image reader clamps floats to 0..1, and
 * written here, because no Java library writes floats of 16 bits.
 *
 * <p>Targets appear whole or not at all; missing parent folders are created. Safe for concurrent use.
 */
public final class MapFiles {

    private MapFiles() {}

    /**
     * @return the first map of the file
     * @throws UnreadableImageException if the file is empty, cut off, not such a TIFF, or has more than 2<sup>28</sup>
     *     pixels; found before anything of the size it promises is allocated
     * @throws IOException if the file is missing or cannot be read
     */
    public static GrayF32 read(Path file) throws IOException {
        return FloatTiffReader.read(file, false);
    }

    /**
     * Reads a map as {@link #writeFloat16} writes it, and nothing else that {@link #read} would take.
     *
     * @throws UnreadableImageException as {@link #read}, and if the floats are not of 16 bits, or there is another page
     * @throws IOException if the file is missing or cannot be read
     */
    public static GrayF32 readFloat16(Path file) throws IOException {
        return FloatTiffReader.read(file, true);
    }

    /**
     * Writes the nearest half of every value, as the reference stores its maps: steps of 0.125 from 128 to 255.
     *
     * @param map may be a sub-image. Not modified.
     */
    public static void writeFloat16(Path file, GrayF32 map) throws IOException {
        write(file, new FloatTiffWriter(map, Short.BYTES));
    }

    /**
     * @param map may be a sub-image. Not modified.
     */
    public static void writeFloat32(Path file, GrayF32 map) throws IOException {
        write(file, new FloatTiffWriter(map, Float.BYTES));
    }

    private static void write(Path file, FloatTiffWriter writer) throws IOException {
        AtomicFile.write(file, writer::writeTo);
    }
}
