package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.engine.Engine;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.EngineStep;
import dev.robis.nn.graph.run.Step;
import dev.robis.nn.graph.run.WorkingMemory;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multi-head self-attention (Vaswani et al. 2017) from the product that gives queries, keys and values, without its bias. Heads are
 * computed side by side, each on one core, in blocks of queries whose scores stay near its cache.
 */
public final class Attention extends Kernel {

    /** With fewer heads to a core than this, it matters that every core gets as much as the others. */
    private static final int FEW = 4;

    private final int images;
    private final int heads;
    private final int block;

    /**
     * @param product {@code [images * tokens, 3 * width]}
     * @param bias {@code [3 * width]}
     * @param block scores that live at once, at most; a single query on every core may exceed it
     */
    public Attention(SameDiff graph, SDVariable product, SDVariable bias, int images, int heads, int block) {
        super(graph, product, bias);
        this.images = images;
        this.heads = heads;
        this.block = block;
    }

    /**
     * As above, of tokens on a square, to whose scores a term for the key's row and one for its column are added.
     *
     * @param byRow {@code [images * heads * tokens, side]}, head after head of each image
     * @param byColumn likewise
     */
    public Attention(
            SameDiff graph,
            SDVariable product,
            SDVariable bias,
            SDVariable byRow,
            SDVariable byColumn,
            int images,
            int heads,
            int block) {
        super(graph, product, bias, byRow, byColumn);
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
    public Step bind(List<INDArray> inputs, INDArray output, WorkingMemory memory) {
        int tokens = Math.toIntExact(output.size(0) / images);
        long perHead = output.size(1) / heads;
        int cores = Engine.threads();
        int rows = queries(tokens, cores);
        INDArray parts = memory.allocate(true, DataType.FLOAT, 3L * images * heads * tokens, perHead);
        List<INDArray> scores = new ArrayList<>();
        List<List<Step>> lanes = new ArrayList<>();
        for (int i = 0; i < cores; i++) {
            scores.add(memory.allocate(true, DataType.FLOAT, rows, tokens));
            lanes.add(new ArrayList<>());
        }
        for (int head = 0, lane = 0; head < images * heads; head++)
            for (int from = 0; from < tokens; from += rows, lane = (lane + 1) % cores) {
                INDArray own = OffHeap.window(scores.get(lane), 0, Math.min(rows, tokens - from), 0, tokens);
                lanes.get(lane).addAll(steps(inputs, parts, head, tokens, from, own, output));
            }
        memory.release(parts);
        scores.forEach(memory::release);
        SplitHeads split = new SplitHeads(inputs.subList(0, 2).toArray(INDArray[]::new), images, heads, 3, parts);
        return Step.of(
                List.of(split, Step.sideBySide(lanes.stream().map(Step::of).toList())));
    }

    /** Of one head, computed at once: no more than the block allows, and such that every core gets as much to do. */
    private int queries(int tokens, int cores) {
        int most = Math.max(1, Math.min(tokens, block / cores / tokens));
        int blocks = ceilDiv(tokens, most);
        while (images * heads < FEW * cores && images * heads * blocks % cores != 0) blocks++;
        return ceilDiv(tokens, blocks);
    }

    private static int ceilDiv(int x, int y) {
        return (x + y - 1) / y;
    }

    /** What some queries of a head take from all its values. */
    private List<Step> steps(
            List<INDArray> inputs, INDArray parts, int head, int tokens, int from, INDArray scores, INDArray output) {
        int image = head / heads, within = head % heads;
        long perHead = parts.size(1);
        long count = scores.size(0);
        long first = (3L * image * heads + within) * tokens;
        INDArray q = OffHeap.window(parts, first + from, count, 0, perHead);
        INDArray k = OffHeap.window(parts, first + (long) heads * tokens, tokens, 0, perHead);
        INDArray v = OffHeap.window(parts, first + 2L * heads * tokens, tokens, 0, perHead);
        INDArray mixed = OffHeap.window(output, (long) image * tokens + from, count, within * perHead, perHead);
        List<Step> steps = new ArrayList<>();
        boolean placed = inputs.size() > 2;
        if (placed)
            steps.add(new DecomposedPositionBias(
                    inputs.subList(2, 4).toArray(INDArray[]::new), head * tokens + from, scores));
        steps.add(EngineStep.product(q, false, k, true, 1 / Math.sqrt(perHead), placed ? 1 : 0, scores));
        steps.add(Softmax.step(scores, scores));
        steps.add(EngineStep.product(scores, false, v, false, 1, 0, mixed));
        return steps;
    }
}
