package dev.robis.eval;

import boofcv.struct.image.GrayU8;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The 8-connected regions of a mask, numbered from 1 by their first pixel in reading order. */
final class Regions {

    /** Of a good image, of any size. */
    static final Regions NONE = new Regions(null, new int[1], 0);

    private final int @Nullable [] regionOfPixel; // row-major, without padding; null if nothing is set
    private final int[] areas; // by region; 0 has none
    private final int count;

    private Regions(int @Nullable [] regionOfPixel, int[] areas, int count) {
        this.regionOfPixel = regionOfPixel;
        this.areas = areas;
        this.count = count;
    }

    /**
     * @param mask not 0 is set; null for none. Not modified.
     */
    static Regions of(@Nullable GrayU8 mask) {
        if (mask == null) return NONE;
        int width = mask.width;
        int[] labels = new int[Math.multiplyExact(width, mask.height)];
        Forest forest = new Forest();
        for (int y = 0, i = 0; y < mask.height; y++) {
            int from = mask.startIndex + y * mask.stride;
            for (int x = 0; x < width; x++, i++)
                if (mask.data[from + x] != 0) labels[i] = label(forest, labels, width, x, y, i);
        }
        return numbered(labels, forest);
    }

    /** Of the four neighbours already seen only the two upper corners, or left and upper right, can be strangers. */
    private static int label(Forest forest, int[] labels, int width, int x, int y, int i) {
        int above = y > 0 ? labels[i - width] : 0;
        if (above != 0) return above;
        int left = x > 0 ? labels[i - 1] : 0;
        if (left == 0 && x > 0 && y > 0) left = labels[i - width - 1];
        int right = y > 0 && x + 1 < width ? labels[i - width + 1] : 0;
        if (left == 0 && right == 0) return forest.plant();
        if (left == 0 || right == 0) return left + right;
        return forest.join(left, right);
    }

    private static Regions numbered(int[] labels, Forest forest) {
        int[] numbers = forest.numbers();
        int count = 0;
        for (int number : numbers) count = Math.max(count, number);
        if (count == 0) return NONE;
        int[] areas = new int[count + 1];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = numbers[labels[i]];
            areas[labels[i]]++;
        }
        areas[0] = 0;
        return new Regions(labels, areas, count);
    }

    int count() {
        return count;
    }

    /** Pixels of all regions together. */
    long pixels() {
        long sum = 0;
        for (int area : areas) sum += area;
        return sum;
    }

    /**
     * @param region from 1; 0, outside all of them, has no area
     */
    int area(int region) {
        return areas[region];
    }

    /**
     * @param pixel index in reading order
     * @return 0 outside the regions
     */
    int at(int pixel) {
        return regionOfPixel == null ? 0 : regionOfPixel[pixel];
    }

    /** Disjoint sets of provisional labels; the root of a set is its smallest label. */
    private static final class Forest {
        private int[] parents = new int[64];
        private int size = 1;

        int plant() {
            if (size == parents.length) parents = Arrays.copyOf(parents, 2 * size);
            parents[size] = size;
            return size++;
        }

        int join(int a, int b) {
            int rootA = root(a);
            int rootB = root(b);
            int root = Math.min(rootA, rootB);
            parents[Math.max(rootA, rootB)] = root;
            return root;
        }

        private int root(int label) {
            while (parents[label] != label) {
                parents[label] = parents[parents[label]];
                label = parents[label];
            }
            return label;
        }

        /** Final number of every label: roots are numbered in rising order. */
        int[] numbers() {
            int[] numbers = new int[size];
            int count = 0;
            for (int label = 1; label < size; label++) {
                int root = root(label);
                numbers[label] = root == label ? ++count : numbers[root];
            }
            return numbers;
        }
    }
}
