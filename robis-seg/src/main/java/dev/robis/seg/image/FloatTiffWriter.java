package dev.robis.seg.image;

import boofcv.struct.image.GrayF32;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import dev.robis.nn.tensor.HalfFloat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes one map as tifffile does: header, tags, the values that do not fit into tags, one strip. Every value starts at
 * an even offset, as TIFF demands.
 */
final class FloatTiffWriter {

    private static final int TAGS = 15, HEADER = 8, TAG = 12;
    private static final int SINGLE_SAMPLE = 1, NO_UNIT = 1, NO_COMPRESSION = 1, BLACK_IS_ZERO = 1, IEEE_FLOAT = 3;
    private static final String SOFTWARE = "RoBiS for the JVM";

    private final GrayF32 map;
    private final int bytesPerSample;
    private final ByteBuffer head;
    private int free; // where the next value too long for its tag goes

    /**
     * @param map not modified
     * @param bytesPerSample 2 or 4
     */
    FloatTiffWriter(GrayF32 map, int bytesPerSample) {
        if (map.width < 1 || map.height < 1 || (long) map.width * map.height > ImageDecoder.MAX_PIXELS)
            throw new IllegalArgumentException("expected a map of 1 to " + ImageDecoder.MAX_PIXELS + " pixels, found "
                    + map.width + "x" + map.height);
        this.map = map;
        this.bytesPerSample = bytesPerSample;
        String description = "{\"shape\": [" + map.height + ", " + map.width + "]}";
        free = HEADER + Short.BYTES + TAGS * TAG + Integer.BYTES;
        int strip = free + textBytes(description) + 2 * 2 * Integer.BYTES + textBytes(SOFTWARE);
        head = ByteBuffer.allocate(strip).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 'I').put((byte) 'I').putShort((short) TIFF.TIFF_MAGIC).putInt(HEADER);
        head.putShort((short) TAGS);
        integer(TIFF.TAG_IMAGE_WIDTH, map.width);
        integer(TIFF.TAG_IMAGE_HEIGHT, map.height);
        small(TIFF.TAG_BITS_PER_SAMPLE, Byte.SIZE * bytesPerSample);
        small(TIFF.TAG_COMPRESSION, NO_COMPRESSION);
        small(TIFF.TAG_PHOTOMETRIC_INTERPRETATION, BLACK_IS_ZERO);
        text(TIFF.TAG_IMAGE_DESCRIPTION, description);
        integer(TIFF.TAG_STRIP_OFFSETS, strip);
        small(TIFF.TAG_SAMPLES_PER_PIXEL, SINGLE_SAMPLE);
        integer(TIFF.TAG_ROWS_PER_STRIP, map.height);
        integer(TIFF.TAG_STRIP_BYTE_COUNTS, map.width * map.height * bytesPerSample);
        one(TIFF.TAG_X_RESOLUTION);
        one(TIFF.TAG_Y_RESOLUTION);
        small(TIFF.TAG_RESOLUTION_UNIT, NO_UNIT);
        text(TIFF.TAG_SOFTWARE, SOFTWARE);
        small(TIFF.TAG_SAMPLE_FORMAT, IEEE_FLOAT);
        head.putInt(0); // no further page
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(head.array());
        ByteBuffer row = ByteBuffer.allocate(map.width * bytesPerSample).order(ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            row.clear();
            for (int i = from; i < from + map.width; i++)
                if (bytesPerSample == Short.BYTES) row.putShort(HalfFloat.fromFloat(map.data[i]));
                else row.putFloat(map.data[i]);
            out.write(row.array());
        }
    }

    private ByteBuffer tag(int tag, short type, int count) {
        return head.putShort((short) tag).putShort(type).putInt(count);
    }

    private void small(int tag, int value) {
        tag(tag, TIFF.TYPE_SHORT, 1).putShort((short) value).putShort((short) 0);
    }

    private void integer(int tag, int value) {
        tag(tag, TIFF.TYPE_LONG, 1).putInt(value);
    }

    private void one(int tag) {
        tag(tag, TIFF.TYPE_RATIONAL, 1).putInt(free);
        head.putInt(free, 1).putInt(free + Integer.BYTES, 1);
        free += 2 * Integer.BYTES;
    }

    private void text(int tag, String text) {
        tag(tag, TIFF.TYPE_ASCII, text.length() + 1).putInt(free);
        head.put(free, text.getBytes(StandardCharsets.US_ASCII));
        free += textBytes(text);
    }

    /** With the closing zero, rounded up to a multiple of four. */
    private static int textBytes(String text) {
        return (text.length() + 1 + 3) / 4 * 4;
    }
}
