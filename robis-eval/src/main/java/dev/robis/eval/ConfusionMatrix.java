package dev.robis.eval;

import java.util.OptionalDouble;
import org.apiguardian.api.API;

/**
 * Counts of right and wrong binary decisions, over pixels or over images.
 *
 * @param truePositives defects that are marked
 * @param falsePositives normal ones that are marked
 * @param falseNegatives defects that are not marked
 * @param trueNegatives normal ones that are not marked
 */
public record ConfusionMatrix(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

    /** For {@link SplitEvaluator}; matrices may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public ConfusionMatrix {}

    /** Share of the marked ones that are defects; empty if nothing is marked. */
    public OptionalDouble precision() {
        return share(truePositives, truePositives + falsePositives);
    }

    /** Share of the defects that are marked; empty without a defect. */
    public OptionalDouble recall() {
        return share(truePositives, truePositives + falseNegatives);
    }

    /** Harmonic mean of precision and recall; 0 if nothing is marked, empty without a defect. */
    public OptionalDouble f1() {
        if (truePositives + falseNegatives == 0) return OptionalDouble.empty();
        return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    ConfusionMatrix plus(ConfusionMatrix other) {
        return new ConfusionMatrix(
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives,
                trueNegatives + other.trueNegatives);
    }

    ConfusionMatrix times(int times) {
        return new ConfusionMatrix(
                times * truePositives, times * falsePositives, times * falseNegatives, times * trueNegatives);
    }

    private static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
