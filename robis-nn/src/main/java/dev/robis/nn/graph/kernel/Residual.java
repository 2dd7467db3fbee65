package dev.robis.nn.graph.kernel;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** {@code x + (y + b) f}: what a branch adds to its trunk, every channel with its bias and its factor. */
public final class Residual extends RowKernel {

    /**
     * @param y {@code [R, C]}
     * @param bias {@code [C]}
     * @param factor {@code [C]}
     * @param x {@code [R, C]}
     */
    public Residual(SameDiff graph, SDVariable y, SDVariable bias, SDVariable factor, SDVariable x) {
        super(graph, y, bias, factor, x);
    }

    @Override
    void compute(float[] row, float[][] others) {
        float[] bias = others[0];
        float[] factor = others[1];
        float[] trunk = others[2];
        for (int i = 0; i < row.length; i++) row[i] = trunk[i] + (row[i] + bias[i]) * factor[i];
    }
}
