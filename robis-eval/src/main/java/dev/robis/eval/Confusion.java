package dev.robis.eval;

import java.util.OptionalDouble;

/**
 * Counts of a binary decision, over pixels or over images.
 *
 * @param truePositives defect, marked as defect
 * @param falsePositives normal, marked as defect
 * @param falseNegatives defect, not marked
 * @param trueNegatives normal, not marked
 */
public record Confusion(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

    /** Share of the marked that are defects; empty if nothing is marked. */
    public OptionalDouble precision() {
        return share(truePositives, truePositives + falsePositives);
    }

    /** Share of the defects that are marked; empty without a defect. */
    public OptionalDouble recall() {
        return share(truePositives, truePositives + falseNegatives);
    }

    /** Harmonic mean of precision and recall, 0 if nothing is marked; empty without a defect. */
    public OptionalDouble f1() {
        if (truePositives + falseNegatives == 0) return OptionalDouble.empty();
        return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    Confusion plus(Confusion other) {
        return new Confusion(
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives,
                trueNegatives + other.trueNegatives);
    }

    Confusion times(int times) {
        return new Confusion(
                times * truePositives, times * falsePositives, times * falseNegatives, times * trueNegatives);
    }

    private static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
