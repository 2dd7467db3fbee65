package dev.robis.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Ours over theirs, round by round, so that what slows down both cancels. */
record Ratio(double median, double min, double max) {

    static Ratio of(List<Sample> ours, List<Sample> theirs, ToDoubleFunction<Sample> cost) {
        double[] ratios = IntStream.range(0, ours.size())
                .mapToDouble(i -> cost.applyAsDouble(ours.get(i)) / cost.applyAsDouble(theirs.get(i)))
                .toArray();
        return new Ratio(
                Sample.median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }
}
