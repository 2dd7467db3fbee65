package dev.robis.seg.tile;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.map.HalfPrecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads the maps of the golden cases: little-endian TIFF, one uncompressed strip of halves. */
final class HalfTiff {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int STRIP = 273;
    private static final int SHORT = 3;

    private HalfTiff() {}

    static GrayF32 read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            Map<Integer, Integer> tags = tags(bytes);
            GrayF32 map = new GrayF32(tags.get(WIDTH), tags.get(HEIGHT));
            for (int i = 0; i < map.data.length; i++) map.data[i] = value(bytes.getShort(tags.get(STRIP) + 2 * i));
            return map;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Integer, Integer> tags(ByteBuffer bytes) {
        Map<Integer, Integer> tags = new HashMap<>();
        int directory = bytes.getInt(4);
        for (int i = 0; i < bytes.getShort(directory); i++) {
            int entry = directory + 2 + 12 * i;
            int value = bytes.getShort(entry + 2) == SHORT ? bytes.getShort(entry + 8) : bytes.getInt(entry + 8);
            tags.put(bytes.getShort(entry) & 0xffff, value);
        }
        return tags;
    }

    /** By the definition of the format, apart from the code under test. */
    private static float value(short half) {
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        double magnitude = exponent == 0 ? fraction * 0x1p-24 : (1 + fraction * 0x1p-10) * Math.pow(2, exponent - 15);
        float value = (float) (half < 0 ? -magnitude : magnitude);
        if (exponent == 0x1f || HalfPrecision.round(value) != value)
            throw new IllegalStateException("half " + Integer.toHexString(half & 0xffff) + " misread as " + value);
        return value;
    }
}
