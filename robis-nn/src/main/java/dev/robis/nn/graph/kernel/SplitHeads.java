package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.run.Step;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Queries, keys and values with their biases, or the first of these, taken apart head by head.
 *
 * @param inputs the product that gives them, {@code [images * tokens, 3 * width]}, and the bias
 * @param kinds 1 for queries alone, 3 for all
 * @param parts {@code [images * kinds * heads * tokens, perHead]}, of whatever rank
 */
record SplitHeads(INDArray[] inputs, int images, int heads, int kinds, INDArray parts) implements Step {

    /** Rows at once: a head's share of them is worth a copy. */
    private static final int BAND = 16;

    @Override
    public void run() {
        FloatBuffer product = Kernel.elements(inputs[0]);
        FloatBuffer bias = Kernel.elements(inputs[1]);
        FloatBuffer result = Kernel.elements(parts);
        int tokens = Math.toIntExact(inputs[0].size(0) / images);
        int stride = Math.toIntExact(inputs[0].size(1));
        int perHead = Math.toIntExact(parts.size(-1));
        int width = kinds * heads * perHead;
        RowKernel.parallel(images * tokens, width, (from, to) -> {
            float[] rows = new float[BAND * width];
            float[] part = new float[BAND * perHead];
            float[] added = new float[width];
            bias.get(0, added);
            for (int t = from, count; t < to; t += count) {
                count = Math.min(Math.min(BAND, to - t), tokens - t % tokens);
                for (int r = 0; r < count; r++) {
                    product.get((t + r) * stride, rows, r * width, width);
                    add(rows, r * width, added);
                }
                int first = t / tokens * kinds * heads;
                for (int head = 0; head < kinds * heads; head++) {
                    for (int r = 0; r < count; r++)
                        System.arraycopy(rows, r * width + head * perHead, part, r * perHead, perHead);
                    result.put(((first + head) * tokens + t % tokens) * perHead, part, 0, count * perHead);
                }
            }
        });
    }

    private static void add(float[] sums, int from, float[] x) {
        for (int i = 0; i < x.length; i++) sums[from + i] += x[i];
    }

    @Override
    public List<Consumer<INDArray>> readersOf(INDArray array) {
        return Step.places(inputs, array);
    }
}
