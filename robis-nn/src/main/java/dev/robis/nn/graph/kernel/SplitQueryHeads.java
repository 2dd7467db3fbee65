package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.layer.Linear;
import dev.robis.nn.graph.run.Step;
import dev.robis.nn.graph.run.WorkingMemory;
import java.util.List;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The queries of all heads, {@code p + b} of the layer that gives queries, keys and values, head after head of each image. */
final class SplitQueryHeads extends Kernel {

    private final int images;
    private final int heads;

    /** @param qkv {@code [images * tokens, 3 * width]} */
    SplitQueryHeads(SameDiff graph, Linear qkv, int images, int heads) {
        super(graph, qkv.product(), qkv.bias());
        this.images = images;
        this.heads = heads;
    }

    /** {@code [images * heads, tokens, perHead]}. */
    @Override
    long[] outputShape(List<INDArray> inputs) {
        INDArray product = inputs.get(0);
        return new long[] {(long) images * heads, product.size(0) / images, product.size(1) / 3 / heads};
    }

    @Override
    public Step bind(List<INDArray> inputs, INDArray output, WorkingMemory memory) {
        return new SplitHeads(inputs.toArray(INDArray[]::new), images, heads, 1, output);
    }
}
