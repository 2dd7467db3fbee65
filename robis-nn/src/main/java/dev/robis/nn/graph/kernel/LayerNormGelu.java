package dev.robis.nn.graph.kernel;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** The GELU of a layer norm over the channels: {@code GELU((x - mean) / sqrt(variance + e) w + b)}. */
final class LayerNormGelu extends RowKernel {

    private final double epsilon;

    /**
     * @param x {@code [R, C]}
     * @param weight w, {@code [C]}
     * @param bias b, {@code [C]}
     */
    LayerNormGelu(SameDiff graph, SDVariable x, SDVariable weight, SDVariable bias, double epsilon) {
        super(graph, x, weight, bias);
        this.epsilon = epsilon;
    }

    @Override
    void compute(float[] row, float[][] others) {
        float[] weight = others[0];
        float[] bias = others[1];
        float factor = LayerNorm.centre(row, epsilon);
        for (int i = 0; i < row.length; i++) row[i] *= factor * weight[i];
        BiasedGelu.apply(row, bias);
    }
}
