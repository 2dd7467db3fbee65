package dev.robis.nn.graph.kernel;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** A residual connection around a linear layer: {@code x + (p + b)}, with p the layer's product and b its bias. */
final class Residual extends RowKernel {

    /**
     * @param x {@code [R, C]}
     * @param product p, {@code [R, C]}
     * @param bias b, {@code [C]}
     */
    Residual(SameDiff graph, SDVariable x, SDVariable product, SDVariable bias) {
        super(graph, product, bias, x);
    }

    @Override
    void compute(float[] row, float[][] others) {
        float[] bias = others[0];
        float[] x = others[1];
        for (int i = 0; i < row.length; i++) row[i] = x[i] + (row[i] + bias[i]);
    }
}
