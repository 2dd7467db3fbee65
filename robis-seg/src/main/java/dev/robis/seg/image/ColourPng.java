package dev.robis.seg.image;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes photographs as 8-bit RGB PNGs (ISO/IEC 15948): the differences of neighbours, Huffman coded. Repetitions are looked for only
 * where there are some. Java's own writer takes two to four times as long, for larger files.
 */
final class ColourPng {

    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final byte BITS = 8, RGB = 2, DEFLATE = 0, ADAPTIVE = 0, NOT_INTERLACED = 0;
    private static final byte SUB = 1; // the filter of every row
    private static final int CHUNK = 1 << 16;

    /** Of so many rows one is looked at before the choice how to compress. */
    private static final int SAMPLE = 16;

    private ColourPng() {}

    /**
     * @param image bands red, green, blue. Not modified.
     * @param out left open
     */
    static void write(Planar<GrayU8> image, OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeLong(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(image.width).putInt(image.height);
        header.put(BITS).put(RGB).put(DEFLATE).put(ADAPTIVE).put(NOT_INTERLACED);
        chunk(data, "IHDR", header.array(), 0, header.capacity());
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setStrategy(repeatsItself(image) ? Deflater.DEFAULT_STRATEGY : Deflater.HUFFMAN_ONLY);
        try {
            DeflaterOutputStream rows = new DeflaterOutputStream(new Pixels(data), deflater, CHUNK);
            byte[] row = new byte[1 + 3 * image.width];
            row[0] = SUB;
            for (int y = 0; y < image.height; y++) {
                for (int b = 0; b < 3; b++) differences(image.getBand(b), y, row, 1 + b);
                rows.write(row);
            }
            rows.finish();
        } finally {
            deflater.end();
        }
        chunk(data, "IEND", new byte[0], 0, 0);
        data.flush();
    }

    /** Whether a quarter of the pixels are grey, or as their left neighbours: padding, say. */
    private static boolean repeatsItself(Planar<GrayU8> image) {
        GrayU8 red = image.getBand(0), green = image.getBand(1), blue = image.getBand(2);
        int seen = 0, repeated = 0;
        for (int y = 0; y < image.height; y += SAMPLE)
            for (int x = 1; x < image.width; x++, seen++) {
                int r = red.unsafe_get(x, y), g = green.unsafe_get(x, y), b = blue.unsafe_get(x, y);
                boolean grey = r == g && g == b;
                boolean same = r == red.unsafe_get(x - 1, y)
                        && g == green.unsafe_get(x - 1, y)
                        && b == blue.unsafe_get(x - 1, y);
                if (grey || same) repeated++;
            }
        return repeated > seen / 4;
    }

    private static void differences(GrayU8 band, int y, byte[] row, int to) {
        byte[] levels = band.data;
        int from = band.startIndex + y * band.stride;
        byte before = 0;
        for (int x = 0; x < band.width; x++) {
            byte level = levels[from + x];
            row[to + 3 * x] = (byte) (level - before);
            before = level;
        }
    }

    /** Makes every piece that is written to it a chunk. */
    private static final class Pixels extends FilterOutputStream {

        private final DataOutputStream data;

        Pixels(DataOutputStream data) {
            super(data);
            this.data = data;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            chunk(data, "IDAT", bytes, from, length);
        }
    }

    private static void chunk(DataOutputStream data, String type, byte[] bytes, int from, int length)
            throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(bytes, from, length);
        data.writeInt(length);
        data.write(name);
        data.write(bytes, from, length);
        data.writeInt((int) check.getValue());
    }
}
