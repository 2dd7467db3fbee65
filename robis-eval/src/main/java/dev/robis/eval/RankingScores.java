package dev.robis.eval;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well scores part positives from negatives. Depends on the order of the scores only.
 *
 * @param auroc area under the ROC curve, ties counted half; empty without a positive or without a negative
 * @param averagePrecision sum over thresholds of the gain in recall times the precision; empty without a positive
 * @param f1Max empty without a positive
 */
public record RankingScores(OptionalDouble auroc, OptionalDouble averagePrecision, Optional<F1Max> f1Max) {

    /** Of nothing: everything undefined. */
    static final RankingScores UNDEFINED =
            new RankingScores(OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());

    /**
     * @param scores higher is more positive; infinite values are legal. Not modified.
     * @param positive the true class of every score. Not modified.
     * @throws IllegalArgumentException if the lengths differ or a score is NaN
     */
    public static RankingScores of(double[] scores, boolean[] positive) {
        return ranking(scores, positive, 0).scores();
    }

    /** The same, with the reference's summand in the denominator of F1. */
    static RankingSweep ranking(double[] scores, boolean[] positive, double f1Smoothing) {
        if (scores.length != positive.length)
            throw new IllegalArgumentException("expected one class per score, found " + scores.length + " scores, "
                    + positive.length + " classes");
        double[] positives = new double[scores.length];
        double[] negatives = new double[scores.length];
        int p = 0;
        int n = 0;
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) throw new IllegalArgumentException("score " + i + " is NaN");
            double score = scores[i] + 0.0; // -0.0 becomes 0.0, so that the two tie
            if (positive[i]) positives[p++] = score;
            else negatives[n++] = score;
        }
        Arrays.sort(positives, 0, p);
        Arrays.sort(negatives, 0, n);
        RankingSweep sweep = new RankingSweep(p, n, f1Smoothing);
        for (int i = p, j = n; i > 0 || j > 0; ) {
            double top = Math.max(
                    i > 0 ? positives[i - 1] : Double.NEGATIVE_INFINITY,
                    j > 0 ? negatives[j - 1] : Double.NEGATIVE_INFINITY);
            while (i > 0 && positives[i - 1] == top) i--;
            while (j > 0 && negatives[j - 1] == top) j--;
            sweep.at(top, n - j, p - i, 0);
        }
        return sweep;
    }
}
