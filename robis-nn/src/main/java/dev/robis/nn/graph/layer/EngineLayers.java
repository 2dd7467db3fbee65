package dev.robis.nn.graph.layer;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Layers of the engine's own operations: what GPUs run, and what is trained where a kernel has no gradient. A fused operation
 * is the sequence of its steps here.
 */
public class EngineLayers implements Layers {

    private final SameDiff graph;
    private final ColumnSum sums;

    /** @param graph to append to */
    public EngineLayers(SameDiff graph) {
        this(graph, VectorBroadcast::columnSums);
    }

    /** @param sums for the gradients of vectors */
    protected EngineLayers(SameDiff graph, ColumnSum sums) {
        this.graph = graph;
        this.sums = sums;
    }

    /** The graph that is appended to. */
    protected final SameDiff graph() {
        return graph;
    }

    @Override
    public final SDVariable linear(Linear layer) {
        return new BiasAdd(graph, layer.product(), layer.bias(), layer.width(), sums).outputVariable();
    }

    @Override
    public SDVariable linearGelu(Linear layer) {
        return gelu(linear(layer));
    }

    private SDVariable gelu(SDVariable x) {
        return x.mul(graph.math().erf(x.mul(Math.sqrt(0.5))).add(1.0)).mul(0.5);
    }

    @Override
    public SDVariable residual(SDVariable x, Linear layer) {
        return x.add(linear(layer));
    }

    @Override
    public SDVariable residual(SDVariable x, Linear layer, SDVariable scale) {
        return x.add(scaleChannels(linear(layer), scale, layer.width()));
    }

    @Override
    public SDVariable layerNorm(SDVariable x, SDVariable weight, SDVariable bias, int width, double epsilon) {
        SDVariable centred = new RowSubtract(graph, x, mean(x, width), width).outputVariable();
        SDVariable variance = mean(centred.mul(centred), width);
        SDVariable normal = scaleRows(centred, graph.math().rsqrt(variance.add(epsilon)), width);
        return linear(new Linear(scaleChannels(normal, weight, width), bias, width));
    }

    private SDVariable mean(SDVariable x, int width) { // [R, C] -> [R, 1]
        return VectorBroadcast.rowSums(graph, x, width).mul(1.0 / width);
    }

    @Override
    public SDVariable layerNormGelu(SDVariable x, SDVariable weight, SDVariable bias, int width, double epsilon) {
        return gelu(layerNorm(x, weight, bias, width, epsilon));
    }

    @Override
    public SDVariable attention(Linear qkv, AttentionShape shape) {
        return new EngineAttention(graph, this, shape).of(linear(qkv));
    }

    @Override
    public SDVariable biasedAttention(Linear qkv, AttentionShape shape, SDVariable bias) {
        return new EngineAttention(graph, this, shape).of(linear(qkv), bias);
    }

    @Override
    public SDVariable relativeAttention(Linear qkv, AttentionShape shape, SDVariable rows, SDVariable columns) {
        return new EngineRelativeAttention(graph, this, shape).of(linear(qkv), rows, columns);
    }

    @Override
    public SDVariable crossAttention(Linear queries, Linear keys, Linear values, int heads) {
        int width = queries.width();
        SDVariable scores = batchMatMul(heads(queries, heads), heads(keys, heads), true)
                .div(Math.sqrt((double) width / heads)); // [H, T, U]
        return batchMatMul(graph.nn().softmax(scores, -1), heads(values, heads), false)
                .permute(1, 0, 2)
                .reshape(-1, width);
    }

    private SDVariable heads(Linear layer, int heads) { // [R, C] -> [H, R, D]
        return linear(layer).reshape(-1, heads, layer.width() / heads).permute(1, 0, 2);
    }

    @Override
    public SDVariable batchMatMul(SDVariable x, SDVariable y, boolean transposed) {
        return graph.mmul(x, y, false, transposed, false);
    }

    @Override
    public SDVariable l2Normalize(SDVariable x, int width, double floor) {
        SDVariable squares = VectorBroadcast.rowSums(graph, x.mul(x), width);
        return scaleRows(x, graph.math().rsqrt(squares.add(floor * floor)), width);
    }

    @Override
    public final SDVariable scaleChannels(SDVariable x, SDVariable scale, int width) {
        return new ChannelScale(graph, x, scale, width, sums).outputVariable();
    }

    @Override
    public final SDVariable scaleRows(SDVariable x, SDVariable scale, int width) {
        return new RowScale(graph, x, scale, width).outputVariable();
    }
}
