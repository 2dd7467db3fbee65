package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.layer.AttentionShape;
import dev.robis.nn.graph.layer.DecomposedPositions;
import dev.robis.nn.graph.layer.Linear;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Layers of a network that never changes, on the processor: every fused operation is a kernel, also those without gradient. */
public final class CpuLayers extends CpuTrainingLayers {

    /** @param graph to append to */
    public CpuLayers(SameDiff graph) {
        super(graph);
    }

    @Override
    public SDVariable residual(SDVariable x, Linear layer) {
        return new Residual(graph(), x, layer.product(), layer.bias()).outputVariable();
    }

    @Override
    public SDVariable residual(SDVariable x, Linear layer, SDVariable scale) {
        return new ScaledResidual(graph(), x, layer.product(), layer.bias(), scale).outputVariable();
    }

    @Override
    public SDVariable layerNormGelu(SDVariable x, SDVariable weight, SDVariable bias, int width, double epsilon) {
        return new LayerNormGelu(graph(), x, weight, bias, epsilon).outputVariable();
    }

    @Override
    public SDVariable attention(Linear qkv, AttentionShape shape) {
        return new Attention(graph(), shape, qkv).outputVariable();
    }

    @Override
    public SDVariable biasedAttention(Linear qkv, AttentionShape shape, SDVariable bias) {
        return new Attention(graph(), shape, qkv, bias).outputVariable();
    }

    @Override
    public SDVariable relativeAttention(Linear qkv, AttentionShape shape, SDVariable rows, SDVariable columns) {
        SDVariable q = new SplitQueryHeads(graph(), qkv, shape.images(), shape.heads()).outputVariable();
        DecomposedPositions positions = new DecomposedPositions(this, shape);
        return new Attention(graph(), shape, qkv, positions.byRow(q, rows), positions.byColumn(q, columns))
                .outputVariable();
    }

    @Override
    public SDVariable crossAttention(Linear queries, Linear keys, Linear values, int heads) {
        return new CrossAttention(graph(), queries, keys, values, heads).outputVariable();
    }
}
