package dev.robis.nn.graph.kernel;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layer norm over the channels, with biased variance (Ba et al. 2016). With gradient. */
final class LayerNorm extends RowKernel {

    private final double epsilon;

    /**
     * @param x {@code [R, C]}
     * @param weight {@code [C]}
     * @param bias {@code [C]}
     */
    LayerNorm(SameDiff graph, SDVariable x, SDVariable weight, SDVariable bias, double epsilon) {
        super(graph, x, weight, bias);
        this.epsilon = epsilon;
    }

    @Override
    void compute(float[] row, float[][] others) {
        float factor = centre(row, epsilon);
        float[] weight = others[0];
        float[] bias = others[1];
        for (int i = 0; i < row.length; i++) row[i] = row[i] * factor * weight[i] + bias[i];
    }

    @Override
    void compute(INDArray[] inputs, INDArray output) {
        output.assign(normal(inputs[0], epsilon).muliRowVector(inputs[1]).addiRowVector(inputs[2]));
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        SDVariable x = arg(0), gradient = gradients.get(0);
        SDVariable product = new LayerNormWeightGradient(sameDiff, x, gradient, epsilon).outputVariable();
        return List.of(
                new LayerNormGradient(sameDiff, x, arg(1), gradient, epsilon).outputVariable(),
                new ReduceSum(sameDiff, product).outputVariable(),
                new ReduceSum(sameDiff, gradient).outputVariable());
    }

    /**
     * Takes the mean off a row.
     *
     * @return the factor that brings what is left to variance 1
     */
    static float centre(float[] row, double epsilon) {
        float mean = (float) (sum(row) / row.length);
        for (int i = 0; i < row.length; i++) row[i] -= mean;
        return (float) (1 / Math.sqrt(dot(row, row) / row.length + epsilon));
    }

    /** Every row at mean 0 and variance 1. */
    static INDArray normal(INDArray x, double epsilon) {
        INDArray centred = x.subColumnVector(x.mean(1));
        return centred.muliColumnVector(factors(centred, epsilon));
    }

    /** That bring every row of mean 0 to variance 1. */
    static INDArray factors(INDArray centred, double epsilon) {
        return Nd4j.math().pow(centred.mul(centred).mean(1).addi(epsilon), -0.5);
    }
}
