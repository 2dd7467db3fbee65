package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.engine.Engine;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.EngineStep;
import dev.robis.nn.graph.run.Step;
import dev.robis.nn.graph.run.WorkingMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How the heads of an attention are shared out: side by side, each on one core, in blocks of queries whose scores stay near its
 * cache.
 *
 * @param heads of all images
 * @param queries of a head
 * @param keys of a head
 * @param block scores that live at once, at most; a single query on every core may exceed it
 */
record HeadBlocks(int heads, int queries, int keys, int block) {

    /** With fewer heads to a core than this, it matters that every core gets as much as the others. */
    private static final int FEW = 4;

    /** What one block of a head computes. */
    interface Block {

        /**
         * @param head counted over all images
         * @param from first query of the block
         * @param scores {@code [queries of the block, keys]}, this block's to overwrite
         */
        List<Step> steps(int head, int from, INDArray scores);
    }

    /** @param memory for the scores; released before this returns */
    Step steps(WorkingMemory memory, Block block) {
        int cores = Engine.threads();
        int rows = queriesAtOnce(cores);
        List<INDArray> scores = new ArrayList<>();
        List<List<Step>> lanes = new ArrayList<>();
        for (int i = 0; i < cores; i++) {
            scores.add(memory.allocate(true, DataType.FLOAT, rows, keys));
            lanes.add(new ArrayList<>());
        }
        for (int head = 0, lane = 0; head < heads; head++)
            for (int from = 0; from < queries; from += rows, lane = (lane + 1) % cores) {
                int count = Math.min(rows, queries - from);
                INDArray own = OffHeap.window(scores.get(lane), 0, count, 0, keys);
                lanes.get(lane).addAll(block.steps(head, from, own));
            }
        scores.forEach(memory::release);
        return Step.sideBySide(lanes.stream().map(Step::of).toList());
    }

    /** No more than the block allows, and such that every core gets as much to do. */
    private int queriesAtOnce(int cores) {
        int most = Math.max(1, Math.min(queries, block / cores / keys));
        int blocks = ceilDiv(queries, most);
        while (heads < FEW * cores && heads * blocks % cores != 0) blocks++;
        return ceilDiv(queries, blocks);
    }

    private static int ceilDiv(int x, int y) {
        return (x + y - 1) / y;
    }

    /**
     * {@code mixed = softmax(q k' / sqrt D + bias) v}.
     *
     * @param bias writes it to the scores
     * @param scores overwritten
     */
    static List<Step> attend(INDArray q, INDArray k, INDArray v, Optional<Step> bias, INDArray scores, INDArray mixed) {
        List<Step> steps = new ArrayList<>();
        bias.ifPresent(steps::add);
        double keep = bias.isPresent() ? 1 : 0;
        steps.add(EngineStep.product(q, false, k, true, 1 / Math.sqrt(q.size(1)), keep, scores));
        steps.add(SoftmaxStep.of(scores));
        steps.add(EngineStep.product(scores, false, v, false, 1, 0, mixed));
        return steps;
    }
}
