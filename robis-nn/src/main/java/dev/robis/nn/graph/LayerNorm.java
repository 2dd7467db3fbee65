package dev.robis.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Layer norm over the channels, with biased variance (Ba et al. 2016). */
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
        float mean = sum(row) / row.length;
        for (int i = 0; i < row.length; i++) row[i] -= mean;
        float factor = (float) (1 / Math.sqrt(sumOfSquares(row) / (double) row.length + epsilon));
        float[] weight = others[0];
        float[] bias = others[1];
        for (int i = 0; i < row.length; i++) row[i] = row[i] * factor * weight[i] + bias[i];
    }

    /** Four sums at once: a single one would wait for every addition, and round more. */
    private static float sum(float[] row) {
        float a = 0, b = 0, c = 0, d = 0;
        int i = 0;
        for (; i <= row.length - 4; i += 4) {
            a += row[i];
            b += row[i + 1];
            c += row[i + 2];
            d += row[i + 3];
        }
        for (; i < row.length; i++) a += row[i];
        return a + b + (c + d);
    }

    private static float sumOfSquares(float[] row) {
        float a = 0, b = 0, c = 0, d = 0;
        int i = 0;
        for (; i <= row.length - 4; i += 4) {
            a += row[i] * row[i];
            b += row[i + 1] * row[i + 1];
            c += row[i + 2] * row[i + 2];
            d += row[i + 3] * row[i + 3];
        }
        for (; i < row.length; i++) a += row[i] * row[i];
        return a + b + (c + d);
    }
}
