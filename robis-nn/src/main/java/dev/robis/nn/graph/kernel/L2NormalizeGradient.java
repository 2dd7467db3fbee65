package dev.robis.nn.graph.kernel;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A gradient g carried back through the division of a row x by its length, a product with f: {@code f (g - x f^2 (x g))}. */
final class L2NormalizeGradient extends RowKernel {

    private final double floor;

    /**
     * @param x {@code [R, C]}
     * @param gradient {@code [R, C]}
     */
    L2NormalizeGradient(SameDiff graph, SDVariable x, SDVariable gradient, double floor) {
        super(graph, x, gradient);
        this.floor = floor;
    }

    @Override
    void compute(float[] row, float[][] others) {
        float[] gradient = others[0];
        double exact = L2Normalize.factor(row, floor);
        float factor = (float) exact;
        float along = (float) (exact * exact * dot(row, gradient));
        for (int i = 0; i < row.length; i++) row[i] = factor * (gradient[i] - row[i] * along);
    }

    @Override
    void compute(INDArray[] inputs, INDArray output) {
        INDArray factors = L2Normalize.factors(inputs[0], floor);
        INDArray along = inputs[0].mul(inputs[1]).sum(1).muli(factors).muli(factors);
        output.assign(inputs[1].sub(inputs[0].mulColumnVector(along)).muliColumnVector(factors));
    }
}
