package dev.robis.benchmarks;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * AU-PRO in the straightforward way of the reference's {@code compute_pro}: 200 equal steps between the smallest and the
 * largest score; at each, every map is binarized, every region asked for its coverage, and the false positives counted.
 */
final class SteppedAuPro {

    private static final int STEPS = 200;
    private static final double LIMIT = 0.3;

    private SteppedAuPro() {}

    static double of(List<GrayF32> maps, List<GrayU8> truths) {
        float min = Float.POSITIVE_INFINITY, max = Float.NEGATIVE_INFINITY;
        List<int[]> regions = new ArrayList<>();
        List<Integer> mapOfRegion = new ArrayList<>();
        long normal = 0;
        for (int i = 0; i < maps.size(); i++) {
            for (float score : maps.get(i).data) {
                min = Math.min(min, score);
                max = Math.max(max, score);
            }
            normal += maps.get(i).data.length;
            if (truths.get(i) == null) continue;
            for (int[] region : regions(truths.get(i))) {
                regions.add(region);
                mapOfRegion.add(i);
                normal -= region.length;
            }
        }
        List<double[]> points = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            double[] point = point(maps, truths, regions, mapOfRegion, min + step * (max - min) / STEPS, normal);
            if (point[0] < LIMIT) points.add(0, point);
        }
        double area = 0;
        for (int i = 1; i < points.size(); i++)
            area += (points.get(i)[0] - points.get(i - 1)[0]) * (points.get(i)[1] + points.get(i - 1)[1]) / 2;
        return area / points.get(points.size() - 1)[0];
    }

    private static double[] point(
            List<GrayF32> maps,
            List<GrayU8> truths,
            List<int[]> regions,
            List<Integer> mapOfRegion,
            float threshold,
            long normal) {
        List<boolean[]> marked = new ArrayList<>();
        long falsePositives = 0;
        for (int i = 0; i < maps.size(); i++) {
            float[] scores = maps.get(i).data;
            boolean[] binary = new boolean[scores.length];
            GrayU8 truth = truths.get(i);
            for (int p = 0; p < scores.length; p++) {
                binary[p] = scores[p] > threshold;
                if (binary[p] && (truth == null || truth.data[p] == 0)) falsePositives++;
            }
            marked.add(binary);
        }
        double coverage = 0;
        for (int r = 0; r < regions.size(); r++) {
            boolean[] binary = marked.get(mapOfRegion.get(r));
            int covered = 0;
            for (int p : regions.get(r)) if (binary[p]) covered++;
            coverage += (double) covered / regions.get(r).length;
        }
        return new double[] {(double) falsePositives / normal, coverage / regions.size()};
    }

    /** Pixels of the 8-connected regions. */
    private static List<int[]> regions(GrayU8 truth) {
        List<int[]> regions = new ArrayList<>();
        boolean[] seen = new boolean[truth.data.length];
        for (int start = 0; start < seen.length; start++) {
            if (truth.data[start] == 0 || seen[start]) continue;
            List<Integer> pixels = new ArrayList<>();
            Deque<Integer> open = new ArrayDeque<>(List.of(start));
            seen[start] = true;
            while (!open.isEmpty()) {
                int at = open.pop();
                pixels.add(at);
                for (int i = 0; i < 9; i++) {
                    int x = at % truth.width + i % 3 - 1, y = at / truth.width + i / 3 - 1;
                    if (!truth.isInBounds(x, y)) continue;
                    int next = y * truth.width + x;
                    if (truth.data[next] == 0 || seen[next]) continue;
                    seen[next] = true;
                    open.push(next);
                }
            }
            regions.add(pixels.stream().mapToInt(p -> p).toArray());
        }
        return regions;
    }
}
