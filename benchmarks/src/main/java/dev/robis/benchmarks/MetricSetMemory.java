package dev.robis.benchmarks;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import dev.robis.eval.OfficialConfig;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.SplitEvaluator;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/**
 * Scores many maps with the whole official set under whatever heap the JVM has ({@code -Xmx1g}), and says how much of it was
 * used at most. Arguments: images, width, height; 200 of 612×512 unless given.
 */
public final class MetricSetMemory {

    private MetricSetMemory() {}

    public static void main(String[] arguments) {
        int images = argument(arguments, 0, 200),
                width = argument(arguments, 1, 612),
                height = argument(arguments, 2, 512);
        long start = System.nanoTime();
        try (SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(OfficialConfig.defaults())) {
            for (int i = 0; i < images; i++) {
                GrayU8 truth = SyntheticSplit.truth(i, width, height);
                GrayF32 map = SyntheticSplit.map(i, width, height, truth);
                GrayU8 mask = new GrayU8(width, height);
                for (int p = 0; p < map.data.length; p++) mask.data[p] = (byte) (map.data[p] > 90 ? 1 : 0);
                evaluator.add(SyntheticSplit.result(i, map, truth).withMask(mask));
            }
            OfficialScores scores = evaluator.finish();
            System.out.printf("%d maps of %dx%d: %s%n", images, width, height, scores.values());
        }
        System.out.printf(
                "%.1f s with making the maps; heap at most %d MB of %d MB%n",
                (System.nanoTime() - start) * 1e-9,
                peak() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static int argument(String[] arguments, int index, int absent) {
        return index < arguments.length ? Integer.parseInt(arguments[index]) : absent;
    }

    /** Of all pools together, an upper bound: they need not have peaked at once. Garbage counts until it is collected. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
