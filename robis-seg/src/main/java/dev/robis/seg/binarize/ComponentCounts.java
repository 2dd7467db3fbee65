package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;

/**
 * Counts the regions of a map above many thresholds in one pass. Pixels join in falling order of score; a pixel founds a
 * region, and every neighbouring region that it touches merges with it. Whenever a threshold is passed, the regions so
 * far are those of its mask. With a union-find forest (by size, paths halved) this is almost linear in the pixels,
 * however many thresholds there are.
 */
final class ComponentCounts {

    private ComponentCounts() {}

    /**
     * @param map scores; one that is not a number is above nothing. Not modified.
     * @param thresholds strictly falling. Not modified.
     * @return number of 8-connected components of {@code map > threshold} for each threshold
     */
    static int[] above(GrayF32 map, float[] thresholds) {
        for (int i = 1; i < thresholds.length; i++)
            if (!(thresholds[i] < thresholds[i - 1]))
                throw new IllegalArgumentException("thresholds must fall, found " + thresholds[i - 1] + " before "
                        + thresholds[i] + " at index " + i);
        int stride = map.width + 2; // a border that never joins saves the bounds checks
        int[] next = new int[Math.multiplyExact(map.height + 2, stride)];
        int[] firsts = bucket(map, thresholds, stride, next);
        int[] neighbours = {-stride - 1, -stride, -stride + 1, -1, 1, stride - 1, stride, stride + 1};

        int[] parents = new int[next.length]; // 0: not joined; negative: root, minus its size; else index of the parent
        int[] counts = new int[thresholds.length];
        int regions = 0;
        for (int level = 0; level < thresholds.length; level++) {
            for (int pixel = firsts[level]; pixel != 0; pixel = next[pixel]) {
                parents[pixel] = -1;
                regions++;
                int root = pixel;
                for (int offset : neighbours) {
                    int neighbour = pixel + offset;
                    if (parents[neighbour] == 0) continue;
                    int other = root(parents, neighbour);
                    if (other == root) continue;
                    root = merge(parents, root, other);
                    regions--;
                }
            }
            counts[level] = regions;
        }
        return counts;
    }

    /**
     * Chains the pixels whose first passed threshold is the same, in raster order.
     *
     * @param next of each pixel the next of its chain, 0 at the end. Modified.
     * @return first pixel of each chain, 0 where it is empty
     */
    private static int[] bucket(GrayF32 map, float[] thresholds, int stride, int[] next) {
        int[] firsts = new int[thresholds.length];
        for (int y = map.height - 1; y >= 0; y--) {
            int from = map.startIndex + y * map.stride;
            int to = (y + 1) * stride + 1;
            for (int x = map.width - 1; x >= 0; x--) {
                int level = level(map.data[from + x], thresholds);
                if (level == thresholds.length) continue;
                next[to + x] = firsts[level];
                firsts[level] = to + x;
            }
        }
        return firsts;
    }

    /** Index of the first threshold below the score; their number if there is none. */
    private static int level(float score, float[] thresholds) {
        int low = 0;
        int high = thresholds.length;
        if (high == 0 || !(score > thresholds[high - 1])) return high; // most pixels are background
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (score > thresholds[middle]) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private static int root(int[] parents, int pixel) {
        while (parents[pixel] > 0) {
            int parent = parents[pixel];
            if (parents[parent] > 0) parents[pixel] = parents[parent];
            pixel = parent;
        }
        return pixel;
    }

    /** @return the root of both */
    private static int merge(int[] parents, int one, int other) {
        int large = parents[one] <= parents[other] ? one : other;
        int small = large == one ? other : one;
        parents[large] += parents[small];
        parents[small] = large;
        return large;
    }
}
