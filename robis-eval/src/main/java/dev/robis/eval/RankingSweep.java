package dev.robis.eval;

import java.util.OptionalDouble;

/** AUROC, average precision and the largest F1, from one falling threshold. */
final class RankingSweep implements ThresholdListener {

    private final long positives;
    private final long negatives;
    private final double f1Smoothing;

    private long falsePositives;
    private long truePositives;
    private long doubledRocArea; // in pairs: exact up to 2^32 scores
    private double averagePrecision;
    private double f1 = -1;
    private double f1Threshold;

    /**
     * @param f1Smoothing summand of the denominator of F1, 0 for the plain definition
     */
    RankingSweep(long positives, long negatives, double f1Smoothing) {
        this.positives = positives;
        this.negatives = negatives;
        this.f1Smoothing = f1Smoothing;
    }

    @Override
    public void at(double threshold, long falsePositives, long truePositives, double overlap) {
        doubledRocArea += (falsePositives - this.falsePositives) * (truePositives + this.truePositives);
        double precision = (double) truePositives / (truePositives + falsePositives);
        averagePrecision += precision * (truePositives - this.truePositives) / positives;
        double here = f1(falsePositives, truePositives, precision);
        if (here > f1) {
            f1 = here;
            f1Threshold = threshold;
        }
        this.falsePositives = falsePositives;
        this.truePositives = truePositives;
    }

    private double f1(long falsePositives, long truePositives, double precision) {
        if (f1Smoothing == 0) return 2.0 * truePositives / (truePositives + falsePositives + positives);
        double recall = (double) truePositives / positives;
        return 2 * precision * recall / (precision + recall + f1Smoothing);
    }

    RankingScores scores() {
        if (positives == 0) return RankingScores.UNDEFINED;
        return new RankingScores(
                negatives == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(doubledRocArea / 2.0 / ((double) positives * negatives)),
                OptionalDouble.of(averagePrecision),
                OptionalDouble.of(f1),
                OptionalDouble.of(f1Threshold));
    }
}
