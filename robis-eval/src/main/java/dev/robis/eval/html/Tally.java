package dev.robis.eval.html;

import dev.robis.eval.ImageResult.Label;
import java.util.EnumMap;
import java.util.Map;

/** Counts the images of a category. */
final class Tally {

    private final Map<Label, Integer> labels = new EnumMap<>(Label.class);
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);

    void add(Label label, Verdict verdict) {
        labels.merge(label, 1, Integer::sum);
        verdicts.merge(verdict, 1, Integer::sum);
    }

    int images() {
        return labels.values().stream().mapToInt(Integer::intValue).sum();
    }

    int of(Label label) {
        return labels.getOrDefault(label, 0);
    }

    int of(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0);
    }
}
