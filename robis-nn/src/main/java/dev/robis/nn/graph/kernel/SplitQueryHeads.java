package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.run.Step;
import dev.robis.nn.graph.run.WorkingMemory;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Queries of all heads, from the product that gives queries, keys and values, without its bias. */
public final class SplitQueryHeads extends Kernel {

    private final int images;
    private final int heads;

    /**
     * @param product {@code [images * tokens, 3 * width]}
     * @param bias {@code [3 * width]}
     */
    public SplitQueryHeads(SameDiff graph, SDVariable product, SDVariable bias, int images, int heads) {
        super(graph, product, bias);
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
