package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import org.jspecify.annotations.Nullable;

/** What one image adds to the counts of a split at every one of a few thousand thresholds. */
final class ImageCounts {

    /** Per threshold, normal pixels that score at least as much; empty without a map. */
    final int[] falsePositives;
    /** The same of defect pixels; empty without a region. */
    final int[] truePositives;
    /** Per threshold, sum over the regions of the fraction that scores at least as much; empty without a region. */
    final double[] overlap;

    final PixelTotals totals;
    final double score;

    /** What the mask counts to, if there is one. */
    final @Nullable MaskTally masks;

    private ImageCounts(
            int[] falsePositives,
            int[] truePositives,
            double[] overlap,
            PixelTotals totals,
            double score,
            @Nullable MaskTally masks) {
        this.falsePositives = falsePositives;
        this.truePositives = truePositives;
        this.overlap = overlap;
        this.totals = totals;
        this.score = score;
        this.masks = masks;
    }

    /**
     * @param thresholds falling; the last is not above any score
     * @param map not modified; null for none
     * @param regions of its ground truth
     * @param masks what its mask alone counts to; null for none
     */
    static ImageCounts of(
            float[] thresholds,
            @Nullable GrayF32 map,
            Regions regions,
            PixelTotals totals,
            double score,
            @Nullable MaskTally masks) {
        int[] falsePositives = new int[map == null ? 0 : thresholds.length];
        boolean defects = map != null && regions.count() > 0;
        int[] truePositives = new int[defects ? thresholds.length : 0];
        double[] overlap = new double[defects ? thresholds.length : 0];
        if (map != null) {
            for (int y = 0, i = 0; y < map.height; y++) {
                int from = map.startIndex + y * map.stride;
                for (int x = 0; x < map.width; x++, i++) {
                    int first = first(thresholds, map.data[from + x]);
                    int region = regions.at(i);
                    if (region == 0) falsePositives[first]++;
                    else {
                        truePositives[first]++;
                        overlap[first] += 1.0 / regions.area(region);
                    }
                }
            }
            for (int k = 1; k < thresholds.length; k++) {
                falsePositives[k] += falsePositives[k - 1];
                if (!defects) continue;
                truePositives[k] += truePositives[k - 1];
                overlap[k] += overlap[k - 1];
            }
        }
        return new ImageCounts(falsePositives, truePositives, overlap, totals, score, masks);
    }

    /** Index of the highest threshold that a score reaches. */
    private static int first(float[] thresholds, float score) {
        int low = 0;
        int high = thresholds.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (thresholds[middle] <= score) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
