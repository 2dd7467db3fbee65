package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;
import java.util.List;
import java.util.stream.Stream;

/** What either of two rules finds defective. */
public record Union(ThresholdRule first, ThresholdRule second) implements ThresholdRule {

    @Override
    public List<Cut> cuts(GrayF32 eroded, ScoreStatistics statistics, Precision precision) {
        return Stream.of(first, second)
                .flatMap(rule -> rule.cuts(eroded, statistics, precision).stream())
                .toList();
    }
}
