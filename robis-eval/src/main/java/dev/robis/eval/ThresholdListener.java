package dev.robis.eval;

/** Follows a threshold that falls through all distinct scores. */
interface ThresholdListener {

    /**
     * @param threshold a score; lower in every call
     * @param falsePositives negatives that score at least as much
     * @param truePositives positives that score at least as much
     * @param overlap sum over all regions of the fraction that scores at least as much
     */
    void at(double threshold, long falsePositives, long truePositives, double overlap);
}
