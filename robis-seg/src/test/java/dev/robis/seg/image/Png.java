package dev.robis.seg.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes PNGs of every kind byte by byte, so that tests do not trust the code that decodes them. */
final class Png {

    static final int GREY = 0, RGB = 2, PALETTE = 3, GREY_ALPHA = 4, RGB_ALPHA = 6;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Png(int width, int height, int bits, int colourType) {
        bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        byte[] header = {
            (byte) (width >> 24),
            (byte) (width >> 16),
            (byte) (width >> 8),
            (byte) width,
            (byte) (height >> 24),
            (byte) (height >> 16),
            (byte) (height >> 8),
            (byte) height,
            (byte) bits,
            (byte) colourType,
            0,
            0,
            0
        };
        chunk("IHDR", header);
    }

    Png chunk(String type, byte... data) {
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
            content.writeBytes(data);
            CRC32 crc = new CRC32();
            crc.update(content.toByteArray());
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(data.length);
            out.write(content.toByteArray());
            out.writeInt((int) crc.getValue());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param rows packed samples, without the filter byte */
    byte[] rows(byte[]... rows) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
            for (byte[] row : rows) {
                deflater.write(0);
                deflater.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        chunk("IDAT", data.toByteArray()).chunk("IEND");
        return bytes.toByteArray();
    }

    /** What there is so far: a file cut off. */
    byte[] unfinished() {
        return bytes.toByteArray();
    }
}
