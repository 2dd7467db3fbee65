package dev.robis.eval;

import java.util.Arrays;

/**
 * Packs sorted scores: per distinct (key, area) the step from the key before, doubled and odd where a count follows; the count
 * unless it is 1; the area in a run of anomalous pixels. Each is a variable-length integer, seven bits a byte, low first. The
 * keys of many pixels lie close together, so that a pixel takes about two bytes.
 */
final class RunEncoder {

    private static final int LONGEST_ENTRY = 15;

    private byte[] bytes = new byte[1 << 12];
    private int size;
    private int previous;

    /**
     * @param keys ascending. Not modified.
     */
    byte[] normal(int[] keys, int count) {
        begin();
        for (int i = 0; i < count; ) {
            int first = i;
            while (++i < count && keys[i] == keys[first]) {}
            entry(keys[first], i - first);
        }
        return Arrays.copyOf(bytes, size);
    }

    /**
     * @param pixels key in the upper, area in the lower half, ascending. Not modified.
     */
    byte[] anomalous(long[] pixels, int count) {
        begin();
        for (int i = 0; i < count; ) {
            int first = i;
            while (++i < count && pixels[i] == pixels[first]) {}
            entry((int) (pixels[first] >> 32), i - first);
            put(pixels[first] & 0xffffffffL);
        }
        return Arrays.copyOf(bytes, size);
    }

    private void begin() {
        size = 0;
        previous = Integer.MIN_VALUE;
    }

    private void entry(int key, int count) {
        if (bytes.length - size < LONGEST_ENTRY) bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        long step = (long) key - previous;
        previous = key;
        put(count == 1 ? step << 1 : (step << 1) | 1);
        if (count > 1) put(count);
    }

    private void put(long value) {
        while (value >= 0x80) {
            bytes[size++] = (byte) (value | 0x80);
            value >>>= 7;
        }
        bytes[size++] = (byte) value;
    }
}
