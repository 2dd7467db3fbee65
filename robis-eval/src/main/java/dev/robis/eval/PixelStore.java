package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scores of all pixels of a split, to be walked through in falling order. A normal pixel is its key, an anomalous one
 * its key and the area of its region, so that it can weigh 1/area. Filled buffers become sorted, packed runs, on the heap or
 * in a file; the end merges them. Equal pixels are added up before they are weighed, which makes every sum independent of
 * the order of the images and of where the runs lie.
 */
final class PixelStore implements AutoCloseable {

    private static final int LONGEST_RUN = 1 << 23;
    /** Up to here the doubled area of a ROC curve fits a long. */
    private static final long MAX_PIXELS = (1L << 32) - 1;

    private final PixelStorage storage;
    private final int runLength;
    private final List<Run> runs = new ArrayList<>();
    private final RunEncoder encoder = new RunEncoder();

    private int[] normal = new int[0];
    private int normals;
    private long[] anomalous = new long[0];
    private int anomalies;
    private int[] scratch = new int[0];

    private PixelTotals totals = PixelTotals.NONE;
    private long onHeap;
    private @Nullable SpillFile file;

    PixelStore(PixelStorage storage) {
        this(storage, LONGEST_RUN);
    }

    /**
     * @param longestRun pixels of a full buffer
     */
    PixelStore(PixelStorage storage, int longestRun) {
        this.storage = storage;
        this.runLength = (int) Math.min(longestRun, storage.maxPixelsInMemory());
    }

    /**
     * @param map without NaN. Not modified.
     * @param regions of a ground truth of the same size
     */
    void add(GrayF32 map, Regions regions) {
        long pixels = (long) map.width * map.height;
        if (totals.pixels() + pixels > MAX_PIXELS)
            throw new IllegalArgumentException(
                    "expected at most " + MAX_PIXELS + " pixels in a split, found more; reduce the maps");
        for (int y = 0, i = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            for (int x = 0; x < map.width; x++, i++) {
                int key = ScoreKey.of(map.data[from + x]);
                int region = regions.at(i);
                if (region == 0) addNormal(key);
                else addAnomalous(((long) key << 32) | regions.area(region));
            }
        }
        totals = totals.plus(regions, pixels);
    }

    PixelTotals totals() {
        return totals;
    }

    /** Lets the threshold fall through all distinct scores. */
    void sweep(ThresholdListener listener) {
        flushNormal();
        flushAnomalous();
        RunMerge merge = new RunMerge(runs);
        long falsePositives = 0;
        long truePositives = 0;
        double overlap = 0;
        while (!merge.isEmpty()) {
            int key = merge.top().key();
            while (!merge.isEmpty() && merge.top().key() == key) {
                int area = merge.top().area();
                long count = count(merge, key, area);
                if (area == 0) {
                    falsePositives += count;
                } else {
                    truePositives += count;
                    overlap += (double) count / area;
                }
            }
            listener.at(ScoreKey.score(key), falsePositives, truePositives, overlap);
        }
    }

    /** Steps over all entries of one key and area. */
    private static long count(RunMerge merge, int key, int area) {
        long count = 0;
        while (!merge.isEmpty() && merge.top().key() == key && merge.top().area() == area) {
            count += merge.top().count();
            merge.advance();
        }
        return count;
    }

    private void addNormal(int key) {
        if (normals == normal.length) {
            if (normals == runLength) flushNormal();
            else normal = Arrays.copyOf(normal, grown(normals));
        }
        normal[normals++] = key;
    }

    private void addAnomalous(long pixel) {
        if (anomalies == anomalous.length) {
            if (anomalies == runLength) flushAnomalous();
            else anomalous = Arrays.copyOf(anomalous, grown(anomalies));
        }
        anomalous[anomalies++] = pixel;
    }

    private int grown(int length) {
        return Math.min(runLength, Math.max(1 << 12, 2 * length));
    }

    private void flushNormal() {
        if (normals == 0) return;
        if (scratch.length < normals) scratch = new int[normal.length];
        int[] sorted = RadixSort.sort(normal, scratch, normals);
        keep(encoder.normal(sorted, normals), normals, false);
        normals = 0;
    }

    private void flushAnomalous() {
        if (anomalies == 0) return;
        Arrays.sort(anomalous, 0, anomalies);
        keep(encoder.anomalous(anomalous, anomalies), anomalies, true);
        anomalies = 0;
    }

    private void keep(byte[] packed, int pixels, boolean anomalous) {
        if (onHeap + pixels <= storage.maxPixelsInMemory()) {
            runs.add(Run.onHeap(packed, anomalous));
            onHeap += pixels;
            return;
        }
        if (file == null) file = new SpillFile(storage.spillFolder());
        runs.add(Run.inFile(file, packed, anomalous));
    }

    @Override
    public void close() {
        if (file != null) file.close();
    }
}
