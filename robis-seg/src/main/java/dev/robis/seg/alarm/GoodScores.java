package dev.robis.seg.alarm;

import java.util.List;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/**
 * What good images score. Immutable.
 *
 * <p>The threshold of a rate is an order statistic where there are images enough: of {@code n} good images, the next one
 * exceeds the k-th smallest score with a probability of {@code (n + 1 - k) / (n + 1)} at most, whatever the distribution.
 * The rate of one threshold is a number that the images drew: it has a beta distribution, which gives its interval; that of
 * the threshold follows from the binomial distribution.
 *
 * <p>Rates below {@code 1 / (n + 1)} need an assumption. Here the excesses over the median fall off exponentially, as those
 * of maxima do in the end. Their mean has a gamma distribution then, and the threshold is the one that the next good image
 * exceeds with exactly the probability asked for, but never less than the largest score seen. Intervals are for 95 % at least
 * (Bonferroni, over the share of images above the median and the scale of the tail).
 *
 * @param images number of good images
 * @param largest their largest scores, rising; at least one, at most one per image
 */
public record GoodScores(int images, List<Float> largest) {

    /** More are not worth their place in a file: with so many a rate is told to a few per cent. */
    public static final int KEPT = 1000;

    private static final double OUTSIDE = 0.05;
    private static final int FEWEST_EXCESSES = 4;

    public GoodScores {
        largest = List.copyOf(largest);
        if (largest.isEmpty() || largest.size() > images)
            throw new IllegalArgumentException(
                    "expected 1 to " + images + " scores of " + images + " images, found " + largest.size());
        for (int i = 0; i < largest.size(); i++)
            if (!Float.isFinite(largest.get(i)) || i > 0 && largest.get(i) < largest.get(i - 1))
                throw new IllegalArgumentException("scores must be finite and rising, found " + largest.get(i)
                        + (i == 0 ? " first" : " after " + largest.get(i - 1)));
    }

    /**
     * @param scores of all good images, in any order. Not modified.
     */
    public static GoodScores of(List<Float> scores) {
        return new GoodScores(
                scores.size(),
                scores.stream().sorted().skip(Math.max(0, scores.size() - KEPT)).toList());
    }

    /**
     * @param rate share of good images that may raise an alarm, above 0 and below 1
     * @return a threshold that does not fall when the rate falls
     */
    public AlarmThreshold threshold(double rate) {
        if (!(rate > 0 && rate < 1))
            throw new IllegalArgumentException("false-alarm rate must be above 0 and below 1, found " + rate);
        int rank = (int) Math.ceil((images + 1) * (1 - rate) - 1e-9); // 20 * (1 - 0.05) is 19, not a little more
        if (rank <= images) return ranked(Math.max(rank, lowestRank()), rate, Basis.ORDER_STATISTIC);
        int excesses = Math.min(images / 2, largest.size() - 1);
        return excesses < FEWEST_EXCESSES ? ranked(images, rate, Basis.LARGEST) : extrapolated(excesses, rate);
    }

    /** Rank of the smallest score that is known; ranks begin at 1. */
    private int lowestRank() {
        return images - largest.size() + 1;
    }

    private double score(int rank) {
        return largest.get(rank - lowestRank());
    }

    private AlarmThreshold ranked(int rank, double rate, Basis basis) {
        BetaDistribution rates = BetaDistribution.of(images - rank + 1, rank);
        return new AlarmThreshold(score(rank), rate, basis, images, quantile(rate), middle(rates, OUTSIDE));
    }

    /** Scores around the quantile, unbounded where it lies beyond those known. */
    private Interval quantile(double rate) {
        BinomialDistribution below = BinomialDistribution.of(images, 1 - rate);
        int low = below.inverseCumulativeProbability(OUTSIDE / 2);
        int high = below.inverseCumulativeProbability(1 - OUTSIDE / 2) + 1;
        return new Interval(
                low < lowestRank() ? Double.NEGATIVE_INFINITY : score(low),
                high > images ? Double.POSITIVE_INFINITY : score(Math.max(high, lowestRank())));
    }

    private AlarmThreshold extrapolated(int excesses, double rate) {
        double start = score(images - excesses);
        double mean = 0;
        for (int rank = images - excesses + 1; rank <= images; rank++) mean += (score(rank) - start) / excesses;
        double expected = (excesses + 1.0) / (images + 1); // share of images above the start
        double means = excesses * (Math.pow(expected / rate, 1.0 / excesses) - 1);
        double value = Math.max(start + means * mean, score(images));
        if (mean == 0) return ranked(images, rate, Basis.LARGEST);
        Interval above = middle(BetaDistribution.of(excesses + 1.0, images - excesses), OUTSIDE / 2);
        Interval scale = middle(ChiSquaredDistribution.of(2.0 * excesses), OUTSIDE / 2); // 2 m times estimate by truth
        double estimate = 2 * excesses * mean;
        double beyond = (value - start) / estimate;
        return new AlarmThreshold(
                value,
                rate,
                Basis.EXPONENTIAL_TAIL,
                images,
                new Interval(
                        quantile(start, estimate, Math.log(above.low() / rate), scale.high(), scale.low()),
                        quantile(start, estimate, Math.log(above.high() / rate), scale.low(), scale.high())),
                new Interval(
                        above.low() * Math.exp(-beyond * scale.high()),
                        above.high() * Math.exp(-beyond * scale.low())));
    }

    /** @param whenBeyond scale to divide by where the quantile lies above the start, else {@code whenBefore} */
    private static double quantile(double start, double estimate, double means, double whenBeyond, double whenBefore) {
        return start + means * estimate / (means > 0 ? whenBeyond : whenBefore);
    }

    private static Interval middle(ContinuousDistribution distribution, double outside) {
        return new Interval(
                distribution.inverseCumulativeProbability(outside / 2),
                distribution.inverseCumulativeProbability(1 - outside / 2));
    }
}
