package dev.robis.nn.graph.kernel;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The exact GELU (Hendrycks and Gimpel 2016) of {@code x + b}, by a rational fit to the error function,
 * {@code erf(v / sqrt 2) = v P(v^2) / Q(v^2)}: within 3e-8 of it where it is not yet 1 in float32, and then no less than 1.
 * With gradient.
 */
final class BiasedGelu extends RowKernel {

    private static final float SATURATED = 5.8f;
    private static final float P0 = 0.797884393f;
    private static final float P1 = 0.0703876199f;
    private static final float P2 = 0.00951686945f;
    private static final float P3 = 0.000364222018f;
    private static final float P4 = 1.28188275e-05f;
    private static final float P5 = 4.30507353e-08f;
    private static final float Q1 = 0.254883123f;
    private static final float Q2 = 0.0294105964f;
    private static final float Q3 = 0.00196032288f;
    private static final float Q4 = 7.77082013e-05f;
    private static final float Q5 = 1.16565359e-06f;

    /**
     * @param x {@code [R, C]}
     * @param bias {@code [C]}
     */
    BiasedGelu(SameDiff graph, SDVariable x, SDVariable bias) {
        super(graph, x, bias);
    }

    @Override
    void compute(float[] row, float[][] others) {
        apply(row, others[0]);
    }

    /** In place. */
    static void apply(float[] row, float[] bias) {
        for (int i = 0; i < row.length; i++) {
            float x = row[i] + bias[i];
            float v = Math.max(-SATURATED, Math.min(SATURATED, x));
            float s = v * v;
            float p = ((((P5 * s + P4) * s + P3) * s + P2) * s + P1) * s + P0;
            float q = ((((Q5 * s + Q4) * s + Q3) * s + Q2) * s + Q1) * s + 1;
            float erf = Math.max(-1, Math.min(1, v * p / q));
            float half = 0.5f * x;
            row[i] = half * erf + half;
        }
    }

    @Override
    void compute(INDArray[] inputs, INDArray output) {
        INDArray v = inputs[0].addRowVector(inputs[1]);
        output.assign(v.mul(distribution(v)));
    }

    /** Of the standard normal, up to each element. */
    static INDArray distribution(INDArray v) {
        return Nd4j.math().erf(v.mul(Math.sqrt(0.5))).addi(1).muli(0.5);
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        SDVariable gradient = new GeluGradient(sameDiff, arg(0), arg(1), gradients.get(0)).outputVariable();
        return List.of(gradient, new ReduceSum(sameDiff, gradient).outputVariable());
    }
}
