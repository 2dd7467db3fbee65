package dev.robis.nn.graph.kernel;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every row divided by its Euclidean length. With gradient. */
final class L2Normalize extends RowKernel {

    private final double floor;

    /**
     * @param x {@code [R, C]}
     * @param floor its square is added to that of the length
     */
    L2Normalize(SameDiff graph, SDVariable x, double floor) {
        super(graph, x);
        this.floor = floor;
    }

    @Override
    void compute(float[] row, float[][] others) {
        float factor = (float) factor(row, floor);
        for (int i = 0; i < row.length; i++) row[i] *= factor;
    }

    @Override
    void compute(INDArray[] inputs, INDArray output) {
        output.assign(inputs[0].mulColumnVector(factors(inputs[0], floor)));
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> gradients) {
        return List.of(new L2NormalizeGradient(sameDiff, arg(0), gradients.get(0), floor).outputVariable());
    }

    static double factor(float[] row, double floor) {
        return 1 / Math.sqrt(dot(row, row) + floor * floor);
    }

    static INDArray factors(INDArray x, double floor) {
        return Nd4j.math().pow(x.mul(x).sum(1).addi(floor * floor), -0.5);
    }
}
