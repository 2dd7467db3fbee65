package dev.robis.eval;

/** Sorts integers by three digits of 11, 11 and 10 bits, least significant first; linear, unlike the JDK's sort. */
final class RadixSort {

    private static final int BITS = 11;
    private static final int DIGITS = 1 << BITS;
    private static final int MASK = DIGITS - 1;

    private RadixSort() {}

    /**
     * @param keys the first {@code size} are sorted, ascending and signed. Modified.
     * @param scratch at least as long. Modified.
     * @return whichever of the two arrays holds the result
     */
    static int[] sort(int[] keys, int[] scratch, int size) {
        int[] low = new int[DIGITS];
        int[] middle = new int[DIGITS];
        int[] high = new int[DIGITS];
        for (int i = 0; i < size; i++) {
            int key = keys[i] ^ Integer.MIN_VALUE; // signed order as unsigned order
            low[key & MASK]++;
            middle[(key >>> BITS) & MASK]++;
            high[key >>> (2 * BITS)]++;
        }
        int[] from = keys;
        int[] to = scratch;
        int[][] counts = {low, middle, high};
        for (int pass = 0; pass < counts.length; pass++) {
            if (!startsOf(counts[pass], size)) continue;
            scatter(from, to, size, counts[pass], pass * BITS);
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    /** Turns counts into first positions; false if all keys share one digit, which leaves nothing to do. */
    private static boolean startsOf(int[] counts, int size) {
        int start = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int count = counts[digit];
            if (count == size) return false;
            counts[digit] = start;
            start += count;
        }
        return true;
    }

    private static void scatter(int[] from, int[] to, int size, int[] starts, int shift) {
        for (int i = 0; i < size; i++) {
            int key = from[i];
            to[starts[((key ^ Integer.MIN_VALUE) >>> shift) & MASK]++] = key;
        }
    }
}
