package dev.robis.nn.graph.kernel;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows at mean 0 and variance 1, times their gradients: of the gradient of a layer norm's weight, what each row adds. */
final class LayerNormWeightGradient extends RowKernel {

    private final double epsilon;

    /**
     * @param x {@code [R, C]}, what went into the layer norm
     * @param gradient {@code [R, C]}
     */
    LayerNormWeightGradient(SameDiff graph, SDVariable x, SDVariable gradient, double epsilon) {
        super(graph, x, gradient);
        this.epsilon = epsilon;
    }

    @Override
    void compute(float[] row, float[][] others) {
        float[] gradient = others[0];
        float factor = LayerNorm.centre(row, epsilon);
        for (int i = 0; i < row.length; i++) row[i] = row[i] * factor * gradient[i];
    }

    @Override
    void compute(INDArray[] inputs, INDArray output) {
        output.assign(LayerNorm.normal(inputs[0], epsilon).muli(inputs[1]));
    }
}
