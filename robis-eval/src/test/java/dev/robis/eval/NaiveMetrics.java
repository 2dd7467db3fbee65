package dev.robis.eval;

import boofcv.struct.image.GrayU8;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/** The definitions, word for word: every threshold counts every pixel again. */
final class NaiveMetrics {

    private final List<Float> normal = new ArrayList<>();
    private final List<Float> anomalous = new ArrayList<>();
    private final List<List<Float>> regions = new ArrayList<>();
    private final List<Float> thresholds;

    NaiveMetrics(RandomSplit split) {
        for (GoldenImages.Sample sample : split.samples()) {
            int[] labels =
                    sample.groundTruth() == null ? new int[sample.map().data.length] : floodFill(sample.groundTruth());
            int first = regions.size();
            int count = Arrays.stream(labels).max().orElse(0);
            for (int i = 0; i < count; i++) regions.add(new ArrayList<>());
            for (int p = 0; p < labels.length; p++) {
                float score = sample.map().data[p] + 0.0f; // one zero
                (labels[p] == 0 ? normal : anomalous).add(score);
                if (labels[p] > 0) regions.get(first + labels[p] - 1).add(score);
            }
        }
        TreeSet<Float> distinct = new TreeSet<>(normal);
        distinct.addAll(anomalous);
        thresholds = new ArrayList<>(distinct.descendingSet());
    }

    /** Regions in reading order of their first pixel, from 1. */
    static int[] floodFill(GrayU8 mask) {
        int[] labels = new int[mask.width * mask.height];
        int count = 0;
        for (int start = 0; start < labels.length; start++) {
            if (labels[start] != 0 || mask.get(start % mask.width, start / mask.width) == 0) continue;
            Deque<Integer> open = new ArrayDeque<>(List.of(start));
            labels[start] = ++count;
            while (!open.isEmpty()) {
                int at = open.pop();
                for (int i = 0; i < 9; i++) {
                    int x = at % mask.width + i % 3 - 1;
                    int y = at / mask.width + i / 3 - 1;
                    if (!mask.isInBounds(x, y) || mask.get(x, y) == 0) continue;
                    int next = y * mask.width + x;
                    if (labels[next] != 0) continue;
                    labels[next] = count;
                    open.push(next);
                }
            }
        }
        return labels;
    }

    /** The probability that a defect pixel outranks a normal one, by all pairs. */
    double auroc() {
        double wins = 0;
        for (float defect : anomalous)
            for (float other : normal) wins += defect > other ? 1 : defect == other ? 0.5 : 0;
        return wins / ((double) anomalous.size() * normal.size());
    }

    double averagePrecision() {
        double sum = 0;
        double recall = 0;
        for (float threshold : thresholds) {
            double tp = reached(anomalous, threshold);
            double next = tp / anomalous.size();
            sum += (next - recall) * tp / (tp + reached(normal, threshold));
            recall = next;
        }
        return sum;
    }

    double f1Max() {
        double best = 0;
        for (float threshold : thresholds) {
            double tp = reached(anomalous, threshold);
            best = Math.max(best, 2 * tp / (tp + reached(normal, threshold) + anomalous.size()));
        }
        return best;
    }

    double auPro(double limit) {
        double area = 0;
        double rate = 0;
        double overlap = 0;
        for (float threshold : thresholds) {
            double nextRate = reached(normal, threshold) / normal.size();
            double nextOverlap = overlap(threshold);
            if (nextRate >= limit) {
                if (nextRate > rate) {
                    double atLimit = overlap + (nextOverlap - overlap) * (limit - rate) / (nextRate - rate);
                    area += (limit - rate) * (overlap + atLimit) / 2;
                }
                return area / limit;
            }
            area += (nextRate - rate) * (overlap + nextOverlap) / 2;
            rate = nextRate;
            overlap = nextOverlap;
        }
        throw new AssertionError("the curve ends at a rate of 1");
    }

    /** The curve without its first point. */
    List<double[]> proCurve() {
        return thresholds.stream()
                .map(threshold -> new double[] {reached(normal, threshold) / normal.size(), overlap(threshold)})
                .toList();
    }

    private double overlap(float threshold) {
        return regions.stream()
                .mapToDouble(region -> reached(region, threshold) / region.size())
                .average()
                .orElseThrow();
    }

    private static double reached(List<Float> scores, float threshold) {
        return scores.stream().filter(score -> score >= threshold).count();
    }
}
