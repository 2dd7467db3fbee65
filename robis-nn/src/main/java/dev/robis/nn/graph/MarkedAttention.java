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
 * Attention of many heads whose keys carry the same marks beside their own channels.
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
        int tokens = Math.toIntExact(q.size(1));
        long perHead = v.size(2);
        INDArray keys = memory.allocate(true, DataType.FLOAT, tokens, q.size(2));
        HeadAttention attention = HeadAttention.within(block, tokens, memory);
        List<Step> steps = new ArrayList<>();
        for (int part = 0; part < q.size(0); part++) {
            long first = (long) part * tokens;
            steps.add(new MarkedKeys(new INDArray[] {inputs.get(1), inputs.get(2)}, part, keys));
            steps.addAll(attention.steps(
                    q,
                    first,
                    keys,
                    window(v, first, tokens, 0, perHead),
                    1,
                    output,
                    (long) part / heads * tokens,
                    part % heads * perHead));
        }
        memory.release(keys);
        memory.release(attention.scores());
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
            FloatBuffer own = Kernel.elements(inputs[0]);
            FloatBuffer marks = Kernel.elements(inputs[1]);
            FloatBuffer result = Kernel.elements(keys);
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
