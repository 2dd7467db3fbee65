package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.layer.AttentionShape;
import dev.robis.nn.graph.layer.Linear;
import dev.robis.nn.graph.run.Step;
import dev.robis.nn.graph.run.WorkingMemory;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multi-head self-attention (Vaswani et al. 2017): {@code softmax(Q K' / sqrt D + B) V} for every head of every image. Q, K and V
 * come from one linear layer, whose bias is added as the heads are taken apart.
 */
final class Attention extends Kernel {

    private final AttentionShape shape;

    /** Without B. */
    Attention(SameDiff graph, AttentionShape shape, Linear qkv) {
        super(graph, qkv.product(), qkv.bias());
        this.shape = shape;
    }

    /** @param bias B, {@code [heads * tokens, tokens]}, the same for all images */
    Attention(SameDiff graph, AttentionShape shape, Linear qkv, SDVariable bias) {
        super(graph, qkv.product(), qkv.bias(), bias);
        this.shape = shape;
    }

    /**
     * With {@code B = byRow + byColumn} of tokens on a square: a term for the key's row and one for its column.
     *
     * @param byRow {@code [images * heads * tokens, side]}, head after head of each image
     * @param byColumn likewise
     */
    Attention(SameDiff graph, AttentionShape shape, Linear qkv, SDVariable byRow, SDVariable byColumn) {
        super(graph, qkv.product(), qkv.bias(), byRow, byColumn);
        this.shape = shape;
    }

    @Override
    long[] outputShape(List<INDArray> inputs) {
        return new long[] {inputs.get(0).size(0), shape.width()};
    }

    @Override
    public Step bind(List<INDArray> inputs, INDArray output, WorkingMemory memory) {
        int heads = shape.heads(), tokens = shape.tokens(), perHead = shape.perHead();
        INDArray parts = memory.allocate(true, DataType.FLOAT, 3L * shape.parts() * tokens, perHead);
        HeadBlocks blocks = new HeadBlocks(shape.parts(), tokens, tokens, shape.block());
        Step attend = blocks.steps(memory, (head, from, scores) -> {
            int image = head / heads, within = head % heads;
            long count = scores.size(0);
            long first = (3L * image * heads + within) * tokens;
            return HeadBlocks.attend(
                    OffHeap.window(parts, first + from, count, 0, perHead),
                    OffHeap.window(parts, first + (long) heads * tokens, tokens, 0, perHead),
                    OffHeap.window(parts, first + 2L * heads * tokens, tokens, 0, perHead),
                    bias(inputs.subList(2, inputs.size()), head, from, scores),
                    scores,
                    OffHeap.window(output, (long) image * tokens + from, count, (long) within * perHead, perHead));
        });
        memory.release(parts);
        INDArray[] qkv = inputs.subList(0, 2).toArray(INDArray[]::new);
        return Step.of(List.of(new SplitHeads(qkv, shape.images(), heads, 3, parts), attend));
    }

    private Optional<Step> bias(List<INDArray> terms, int head, int from, INDArray scores) {
        INDArray[] own = terms.toArray(INDArray[]::new);
        int tokens = shape.tokens();
        return switch (own.length) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new PositionBias(own, head % shape.heads() * tokens + from, scores));
            default -> Optional.of(new DecomposedPositionBias(own, head * tokens + from, scores));
        };
    }
}
