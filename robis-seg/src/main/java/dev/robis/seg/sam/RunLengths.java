package dev.robis.seg.sam;

import boofcv.struct.image.GrayU8;
import java.util.Arrays;

/**
 * A mask as COCO encodes it: the lengths of its runs, column by column from the left and each from the top, taking turns
 * between outside and inside, of which the first is outside and may be 0.
 *
 * <p>Two of them are equal if their masks are. Immutable.
 */
public final class RunLengths {

    private final int width;
    private final int height;
    private final int[] counts;

    /** @param counts in canonical form, which only the first may be 0; kept */
    private RunLengths(int width, int height, int[] counts) {
        this.width = width;
        this.height = height;
        this.counts = counts;
    }

    /**
     * @param mask 0 or 1; may be a sub-image. Not modified.
     * @throws IllegalArgumentException if the mask holds anything else
     */
    public static RunLengths of(GrayU8 mask) {
        Builder runs = new Builder(mask.width, mask.height);
        for (int x = 0; x < mask.width; x++)
            for (int y = 0; y < mask.height; y++) {
                int value = mask.unsafe_get(x, y);
                if (value > 1)
                    throw new IllegalArgumentException(
                            "expected a mask of 0 and 1, found " + value + " at x=" + x + ", y=" + y);
                runs.add(value == 1, 1);
            }
        return runs.build();
    }

    /**
     * @param counts COCO's uncompressed counts. Not modified.
     * @throws IllegalArgumentException if one is negative or they do not make up the mask
     */
    public static RunLengths of(int width, int height, int... counts) {
        Builder runs = new Builder(width, height);
        boolean inside = false;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0)
                throw new IllegalArgumentException(
                        "counts must not be negative, found " + counts[i] + " at index " + i);
            runs.add(inside, counts[i]);
            inside = !inside;
        }
        return runs.build();
    }

    /**
     * @param counts COCO's compressed counts
     * @throws IllegalArgumentException if the text is none, or does not make up the mask
     */
    public static RunLengths parse(int width, int height, String counts) {
        return of(width, height, CocoCounts.parse(counts));
    }

    /**
     * The mask of positive logits.
     *
     * @param logits row by row, those of the mask beginning {@code from}. Not modified.
     * @param at where in the image the logits lie; outside of it there is no mask
     * @param width of the image, pixels
     * @param height likewise
     */
    static RunLengths positive(float[] logits, int from, BoundingBox at, int width, int height) {
        Builder runs = new Builder(width, height);
        runs.add(false, at.x() * height);
        for (int x = 0; x < at.width(); x++) {
            runs.add(false, at.y());
            for (int y = 0, i = from + x; y < at.height(); y++, i += at.width()) runs.add(logits[i] > 0, 1);
            runs.add(false, height - at.bottom());
        }
        runs.add(false, (width - at.right()) * height);
        return runs.build();
    }

    /** Columns of the mask. */
    public int width() {
        return width;
    }

    /** Rows of the mask. */
    public int height() {
        return height;
    }

    /** COCO's uncompressed counts; a new array. */
    public int[] counts() {
        return counts.clone();
    }

    /** COCO's compressed counts, as its annotation files hold them beside the size {@code [height, width]}. */
    public String compressed() {
        return CocoCounts.format(counts);
    }

    /** Pixels inside. */
    public int area() {
        int area = 0;
        for (int i = 1; i < counts.length; i += 2) area += counts[i];
        return area;
    }

    /** A new image of 0 and 1. */
    public GrayU8 mask() {
        GrayU8 mask = new GrayU8(width, height);
        int end = 0;
        for (int i = 0; i < counts.length; i++) {
            int start = end;
            end += counts[i];
            if (i % 2 == 1) for (int p = start; p < end; p++) mask.data[p % height * width + p / height] = 1;
        }
        return mask;
    }

    /**
     * The box from the first column and row of the mask to the last, as Segment Anything counts: a single pixel has
     * sides of 0, as has an empty mask, at 0, 0.
     */
    BoundingBox box() {
        int left = width, top = height, right = 0, bottom = 0;
        int end = 0;
        for (int i = 0; i < counts.length; i++) {
            int start = end;
            end += counts[i];
            if (i % 2 == 0) continue;
            left = Math.min(left, start / height);
            right = (end - 1) / height;
            boolean turns = start / height < right; // from the foot of one column to the head of the next
            top = Math.min(top, turns ? 0 : start % height);
            bottom = Math.max(bottom, turns ? height - 1 : (end - 1) % height);
        }
        return counts.length == 1
                ? new BoundingBox(0, 0, 0, 0)
                : new BoundingBox(left, top, right - left, bottom - top);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunLengths that
                && width == that.width
                && height == that.height
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return width + "x" + height + " " + compressed();
    }

    /** Joins runs as they come, so that neighbours differ. */
    private static final class Builder {

        private final int width;
        private final int height;
        private final int total;
        private int[] counts = new int[16];
        private int last;
        private int pixels;

        Builder(int width, int height) {
            if (width < 1 || height < 1)
                throw new IllegalArgumentException("expected at least 1x1 pixels, found " + width + "x" + height);
            if ((long) width * height > Integer.MAX_VALUE)
                throw new IllegalArgumentException(
                        "expected at most " + Integer.MAX_VALUE + " pixels, found " + width + "x" + height);
            this.width = width;
            this.height = height;
            this.total = width * height;
        }

        void add(boolean inside, int length) {
            if (length == 0) return;
            if (length > total - pixels) throw mismatch("more than " + total);
            if (inside == (last % 2 == 0)) last++;
            if (last == counts.length) counts = Arrays.copyOf(counts, 2 * last);
            counts[last] += length;
            pixels += length;
        }

        RunLengths build() {
            if (pixels < total) throw mismatch(Integer.toString(pixels));
            return new RunLengths(width, height, Arrays.copyOf(counts, last + 1));
        }

        private IllegalArgumentException mismatch(String found) {
            return new IllegalArgumentException(
                    "counts must make up " + width + "x" + height + " = " + total + " pixels, found " + found);
        }
    }
}
