package dev.robis.eval;

/** The counts of a split in which every image occurs a number of times. */
final class ResampledCounts {

    private final long[] falsePositives;
    private final long[] truePositives;
    private final double[] overlap;

    PixelTotals totals = PixelTotals.NONE;
    ConfusionMatrix segmentation = new ConfusionMatrix(0, 0, 0, 0);
    ConfusionMatrix classification = new ConfusionMatrix(0, 0, 0, 0);

    ResampledCounts(int thresholds) {
        falsePositives = new long[thresholds];
        truePositives = new long[thresholds];
        overlap = new double[thresholds];
    }

    void add(ImageCounts image, int times) {
        if (times == 0) return;
        totals = totals.plus(image.totals, times);
        if (image.masks != null) {
            segmentation = segmentation.plus(image.masks.segmentation().times(times));
            classification = classification.plus(image.masks.classification().times(times));
        }
        for (int k = 0; k < image.falsePositives.length; k++)
            falsePositives[k] += (long) times * image.falsePositives[k];
        for (int k = 0; k < image.truePositives.length; k++) {
            truePositives[k] += (long) times * image.truePositives[k];
            overlap[k] += times * image.overlap[k];
        }
    }

    /** Leaves out thresholds that no pixel of the resample reaches. */
    void sweep(float[] thresholds, ThresholdListener listener) {
        for (int k = 0; k < thresholds.length; k++)
            if (falsePositives[k] + truePositives[k] > 0)
                listener.at(thresholds[k], falsePositives[k], truePositives[k], overlap[k]);
    }
}
