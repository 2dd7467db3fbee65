package dev.robis.nn.graph;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multi-head self-attention (Vaswani et al. 2017) from the product that gives queries, keys and values, without its bias.
 */
final class Attention extends Kernel {

    private final int images;
    private final int heads;
    private final int block;

    /**
     * @param product {@code [images * tokens, 3 * width]}
     * @param bias {@code [3 * width]}
     * @param block scores that live at once, at most; a single query may exceed it
     */
    Attention(SameDiff graph, SDVariable product, SDVariable bias, int images, int heads, int block) {
        super(graph, product, bias);
        this.images = images;
        this.heads = heads;
        this.block = block;
    }

    @Override
    long[] outputShape(List<INDArray> inputs) {
        INDArray product = inputs.get(0);
        return new long[] {product.size(0), product.size(1) / 3};
    }

    @Override
    Step bind(List<INDArray> inputs, INDArray output, WorkingMemory memory) {
        int tokens = Math.toIntExact(output.size(0) / images);
        int perHead = Math.toIntExact(output.size(1) / heads);
        INDArray parts = memory.allocate(true, DataType.FLOAT, 3L * heads * tokens, perHead);
        HeadAttention attention = HeadAttention.within(block, tokens, memory);
        List<Step> steps = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            steps.add(new Split(inputs.toArray(INDArray[]::new), image * tokens, tokens, parts));
            for (int head = 0; head < heads; head++)
                steps.addAll(attention.steps(
                        parts,
                        (long) head * tokens,
                        window(parts, (long) (heads + head) * tokens, tokens, 0, perHead),
                        window(parts, (2L * heads + head) * tokens, tokens, 0, perHead),
                        1 / Math.sqrt(perHead),
                        output,
                        (long) image * tokens,
                        (long) head * perHead));
        }
        memory.release(parts);
        memory.release(attention.scores());
        return Step.of(steps);
    }

    /**
     * Queries, keys and values of one image, each with its bias, head by head.
     *
     * @param inputs product and bias
     * @param first the image's first row
     * @param parts {@code [3 * heads * tokens, perHead]}
     */
    private record Split(INDArray[] inputs, int first, int tokens, INDArray parts) implements Step {

        /** Rows at once: a head's share of them is worth a copy. */
        private static final int BAND = 16;

        @Override
        public void run() {
            FloatBuffer product = Kernel.elements(inputs[0]);
            FloatBuffer bias = Kernel.elements(inputs[1]);
            FloatBuffer result = Kernel.elements(parts);
            int perHead = Math.toIntExact(parts.size(1));
            int width = bias.limit();
            RowKernel.parallel(tokens, width, (from, to) -> {
                float[] rows = new float[BAND * width];
                float[] part = new float[BAND * perHead];
                float[] added = new float[width];
                bias.get(0, added);
                for (int t = from; t < to; t += BAND) {
                    int count = Math.min(BAND, to - t);
                    product.get((first + t) * width, rows, 0, count * width);
                    for (int r = 0; r < count; r++) add(rows, r * width, added);
                    for (int left = 0; left < width; left += perHead) {
                        for (int r = 0; r < count; r++)
                            System.arraycopy(rows, r * width + left, part, r * perHead, perHead);
                        result.put((left / perHead * tokens + t) * perHead, part, 0, count * perHead);
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
}
