package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.layer.Linear;
import dev.robis.nn.graph.run.Step;
import dev.robis.nn.graph.run.WorkingMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multi-head attention of one set of tokens to another: {@code softmax(Q K' / sqrt D) V} for every head. The biases of the three
 * linear layers are added as the heads are taken apart.
 */
final class CrossAttention extends Kernel {

    /** Scores that live at once, at most: 8 MB. */
    private static final int BLOCK = 1 << 21;

    private final int heads;

    /**
     * @param queries {@code [T, width]}
     * @param keys {@code [U, width]}
     * @param values {@code [U, width]}
     */
    CrossAttention(SameDiff graph, Linear queries, Linear keys, Linear values, int heads) {
        super(graph, queries.product(), queries.bias(), keys.product(), keys.bias(), values.product(), values.bias());
        this.heads = heads;
    }

    @Override
    public Step bind(List<INDArray> inputs, INDArray output, WorkingMemory memory) {
        List<Step> steps = new ArrayList<>();
        List<INDArray> parts = new ArrayList<>();
        long perHead = output.size(1) / heads;
        for (int kind = 0; kind < 3; kind++) {
            INDArray[] layer = inputs.subList(2 * kind, 2 * kind + 2).toArray(INDArray[]::new);
            INDArray part = memory.allocate(true, DataType.FLOAT, heads * layer[0].size(0), perHead);
            parts.add(part);
            steps.add(new SplitHeads(layer, 1, heads, 1, part));
        }
        int queries = Math.toIntExact(output.size(0));
        int keys = Math.toIntExact(inputs.get(2).size(0));
        HeadBlocks blocks = new HeadBlocks(heads, queries, keys, BLOCK);
        steps.add(blocks.steps(
                memory,
                (head, from, scores) -> HeadBlocks.attend(
                        OffHeap.window(parts.get(0), (long) head * queries + from, scores.size(0), 0, perHead),
                        OffHeap.window(parts.get(1), (long) head * keys, keys, 0, perHead),
                        OffHeap.window(parts.get(2), (long) head * keys, keys, 0, perHead),
                        Optional.empty(),
                        scores,
                        OffHeap.window(output, from, scores.size(0), head * perHead, perHead))));
        parts.forEach(memory::release);
        return Step.of(steps);
    }
}
