package dev.robis.seg.sam;

import java.util.Arrays;

/**
 * The text form of COCO's run lengths (pycocotools' {@code rleToString}). From the fourth on, a count is stored as its
 * difference from the one before the last. A number is written in groups of five bits, lowest first, of which the last
 * carries the sign in its upper bit; a sixth bit says that more follow. Each group is one character from '0' on.
 */
final class CocoCounts {

    private static final char FIRST = '0';
    private static final int BITS = 5;
    private static final int GROUP = (1 << BITS) - 1;
    private static final int SIGN = 1 << (BITS - 1);
    private static final int MORE = 1 << BITS;
    /** Counts have 31 bits and their differences a sign. */
    private static final int MAX_GROUPS = 7;

    private CocoCounts() {}

    /** @param counts not negative. Not modified. */
    static String format(int[] counts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            int rest = i > 2 ? counts[i] - counts[i - 2] : counts[i];
            boolean more = true;
            while (more) {
                int group = rest & GROUP;
                rest >>= BITS;
                more = rest != ((group & SIGN) == 0 ? 0 : -1);
                text.append((char) (FIRST + (more ? group | MORE : group)));
            }
        }
        return text.toString();
    }

    /**
     * @throws IllegalArgumentException if a character is none of the format, a number is too long or negative, or the
     *     text ends within one
     */
    static int[] parse(String text) {
        int[] counts = new int[text.length()];
        int found = 0;
        for (int at = 0; at < text.length(); found++) {
            int start = at;
            long value = 0;
            int group = MORE;
            while ((group & MORE) != 0) {
                if (at == text.length() || at - start == MAX_GROUPS)
                    throw new IllegalArgumentException("the number at index " + start + " of the counts "
                            + (at == text.length() ? "is cut off" : "is too long"));
                group = text.charAt(at) - FIRST;
                if (group < 0 || group > (MORE | GROUP))
                    throw new IllegalArgumentException("expected characters from '0' to 'o', found '" + text.charAt(at)
                            + "' at index " + at + " of the counts");
                value |= (long) (group & GROUP) << BITS * (at++ - start);
            }
            if ((group & SIGN) != 0) value |= -1L << BITS * (at - start);
            if (found > 2) value += counts[found - 2];
            if (value < 0 || value > Integer.MAX_VALUE)
                throw new IllegalArgumentException("expected counts from 0 to " + Integer.MAX_VALUE + ", found " + value
                        + " at index " + start + " of the counts");
            counts[found] = (int) value;
        }
        return Arrays.copyOf(counts, found);
    }
}
