package dev.robis.eval;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apiguardian.api.API;

/**
 * How well scores separate positives from negatives. Only the order of the scores matters.
 *
 * @param auroc area under the ROC curve, in 0..1, where a tie counts one half; empty without a positive or without a negative
 * @param averagePrecision sum over the thresholds of the gain in recall times the precision, in 0..1; empty without a positive
 * @param f1Max largest F1 over all thresholds, in 0..1; empty without a positive
 * @param f1MaxThreshold highest score at which F1 is largest: what scores at least as much is predicted positive; empty without
 *     a positive
 */
public record RankingScores(
        OptionalDouble auroc, OptionalDouble averagePrecision, OptionalDouble f1Max, OptionalDouble f1MaxThreshold) {

    /** The scores of nothing. */
    static final RankingScores UNDEFINED = new RankingScores(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    /** For {@link #of}; scores may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public RankingScores {}

    /**
     * Ranks scores.
     *
     * @param scores a higher score is more positive; infinite scores are legal. Not modified.
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
