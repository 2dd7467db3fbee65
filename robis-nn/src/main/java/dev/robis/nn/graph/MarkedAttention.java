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
 * Attention of many heads whose keys carry the same marks beside their own channels. In blocks of queries whose scores stay near
 * the cache; every result is written where it is wanted.
 */
final class MarkedAttention extends Kernel {

    private final int heads;
    private final int block;

    /**
     * @param q {@code [windows * heads, N, D + M]}, head after head of each window; scaled
     * @param k {@code [windows * heads, N, D]}
     * @param marks {@code [N, M]}
     * @param v {@code [windows * heads, N, D]}
     * @param block scores that live at once, at most; a single query may exceed it
     */
    MarkedAttention(SameDiff graph, SDVariable q, SDVariable k, SDVariable marks, SDVariable v, int heads, int block) {
        super(graph, q, k, marks, v);
        this.heads = heads;
        this.block = block;
    }

    /** {@code [windows * N, heads * D]}. */
    @Override
    long[] outputShape(List<INDArray> inputs) {
        INDArray v = inputs.get(3);
        return new long[] {v.size(0) / heads * v.size(1), heads * v.size(2)};
    }

    @Override
    Step bind(List<INDArray> inputs, INDArray output, WorkingMemory memory) {
        INDArray q = inputs.get(0), v = inputs.get(3);
        long parts = q.size(0), wide = q.size(2), perHead = v.size(2);
        int tokens = Math.toIntExact(q.size(1));
        int rows = Math.max(1, Math.min(tokens, block / tokens));
        INDArray keys = memory.allocate(true, DataType.FLOAT, tokens, wide);
        INDArray scores = memory.allocate(true, DataType.FLOAT, rows, tokens);
        List<Step> steps = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            steps.add(new MarkedKeys(new INDArray[] {inputs.get(1), inputs.get(2)}, part, keys));
            INDArray values = window(v, perHead, (long) part * tokens, tokens, 0, perHead);
            for (int from = 0; from < tokens; from += rows) {
                int count = Math.min(rows, tokens - from);
                INDArray queries = window(q, wide, (long) part * tokens + from, count, 0, wide);
                INDArray own = window(scores, tokens, 0, count, 0, tokens);
                long row = (long) part / heads * tokens + from;
                INDArray mixed = window(output, output.size(1), row, count, part % heads * perHead, perHead);
                steps.add(EngineStep.product(queries, false, keys, true, 1, own));
                steps.add(Softmax.step(own, own));
                steps.add(EngineStep.product(own, false, values, false, 1, mixed));
            }
        }
        memory.release(keys);
        memory.release(scores);
        return Step.of(steps);
    }

    /**
     * Keys of one head, with the marks, which stay in place from the first head on.
     *
     * @param inputs all keys, and the marks
     * @param keys {@code [N, D + M]}
     */
    private record MarkedKeys(INDArray[] inputs, int part, INDArray keys) implements Step {

        @Override
        public void run() {
            FloatBuffer own = RowKernel.elements(inputs[0]);
            FloatBuffer marks = RowKernel.elements(inputs[1]);
            FloatBuffer result = RowKernel.elements(keys);
            int tokens = Math.toIntExact(keys.size(0));
            int wide = Math.toIntExact(keys.size(1));
            int perHead = Math.toIntExact(inputs[0].size(2));
            int first = part * tokens;
            RowKernel.parallel(tokens, wide, (from, to) -> {
                float[] row = new float[wide];
                for (int t = from; t < to; t++) {
                    own.get((first + t) * perHead, row, 0, perHead);
                    if (part == 0) marks.get(t * (wide - perHead), row, perHead, wide - perHead);
                    result.put(t * wide, row, 0, part == 0 ? wide : perHead);
                }
            });
        }

        @Override
        public List<Consumer<INDArray>> readersOf(INDArray array) {
            return Step.places(inputs, array);
        }
    }
}
