package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.layer.EngineLayers;
import dev.robis.nn.graph.layer.Linear;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Layers of a network that is trained on the processor: the kernels that have a gradient, and else the engine's operations. */
public class CpuTrainingLayers extends EngineLayers {

    /** @param graph to append to */
    public CpuTrainingLayers(SameDiff graph) {
        super(graph, (on, x, columns) -> new ReduceSum(on, x).outputVariable());
    }

    @Override
    public final SDVariable linearGelu(Linear layer) {
        return new BiasedGelu(graph(), layer.product(), layer.bias()).outputVariable();
    }

    @Override
    public final SDVariable layerNorm(SDVariable x, SDVariable weight, SDVariable bias, int width, double epsilon) {
        return new LayerNorm(graph(), x, weight, bias, epsilon).outputVariable();
    }

    @Override
    public final SDVariable batchMatMul(SDVariable x, SDVariable y, boolean transposed) {
        return new BatchMatMul(graph(), x, false, y, transposed).outputVariable();
    }

    @Override
    public final SDVariable l2Normalize(SDVariable x, int width, double floor) {
        return new L2Normalize(graph(), x, floor).outputVariable();
    }
}
