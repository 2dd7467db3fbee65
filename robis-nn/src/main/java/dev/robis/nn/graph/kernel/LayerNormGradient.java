package dev.robis.nn.graph.kernel;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A gradient carried back through a layer norm. With n a row at mean 0 and variance 1, f the factor that brought it there, and g its
 * gradient times the weight: {@code f (g - mean g - n mean(n g))}.
 */
final class LayerNormGradient extends RowKernel {

    private final double epsilon;

    /**
     * @param x {@code [R, C]}, what went into the layer norm
     * @param weight {@code [C]}
     * @param gradient {@code [R, C]}
     */
    LayerNormGradient(SameDiff graph, SDVariable x, SDVariable weight, SDVariable gradient, double epsilon) {
        super(graph, x, weight, gradient);
        this.epsilon = epsilon;
    }

    @Override
    void compute(float[] row, float[][] others) {
        float[] weight = others[0];
        float[] gradient = others[1];
        float factor = LayerNorm.centre(row, epsilon);
        for (int i = 0; i < row.length; i++) gradient[i] *= weight[i];
        float mean = (float) (sum(gradient) / row.length);
        float along = (float) (dot(gradient, row) / row.length * factor * factor);
        for (int i = 0; i < row.length; i++) row[i] = factor * (gradient[i] - mean - row[i] * along);
    }

    @Override
    void compute(INDArray[] inputs, INDArray output) {
        INDArray normal = LayerNorm.normal(inputs[0], epsilon);
        INDArray gradient = inputs[2].mulRowVector(inputs[1]);
        INDArray along = gradient.mul(normal).mean(1);
        output.assign(gradient.subiColumnVector(gradient.mean(1))
                .subi(normal.muliColumnVector(along))
                .muliColumnVector(LayerNorm.factors(inputs[0].subColumnVector(inputs[0].mean(1)), epsilon)));
    }
}
