package dev.robis.nn.graph.kernel;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** A residual connection with LayerScale (Touvron et al. 2021): {@code x + (p + b) s}. */
final class ScaledResidual extends RowKernel {

    /**
     * @param x {@code [R, C]}
     * @param product p, {@code [R, C]}, of a linear layer
     * @param bias b, {@code [C]}, of that layer
     * @param scale s, {@code [C]}
     */
    ScaledResidual(SameDiff graph, SDVariable x, SDVariable product, SDVariable bias, SDVariable scale) {
        super(graph, product, bias, scale, x);
    }

    @Override
    void compute(float[] row, float[][] others) {
        float[] bias = others[0];
        float[] scale = others[1];
        float[] x = others[2];
        for (int i = 0; i < row.length; i++) row[i] = x[i] + (row[i] + bias[i]) * scale[i];
    }
}
