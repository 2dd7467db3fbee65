package dev.robis.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run cost.
 *
 * @param millis by the clock
 * @param cpuMillis of the processor, all threads together: other processes hardly disturb it
 */
record Sample(double millis, double cpuMillis) {

    /** Middle of some values, the mean of the two middle ones where their number is even. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    static double median(List<Sample> samples, ToDoubleFunction<Sample> of) {
        return median(samples.stream().mapToDouble(of).toArray());
    }
}
