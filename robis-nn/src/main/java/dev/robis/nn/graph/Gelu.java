package dev.robis.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The exact GELU (Hendrycks and Gimpel 2016), {@code x/2 (1 + erf(x / sqrt 2))}, in two spellings: by the engine's erf,
 * and by {@code erf(x / sqrt 2) = tanh(x P(x^2) / Q(x^2))}, which takes a quarter of the time, for tanh and products run in
 * vectors and erf does not. P and Q are a minimax fit; the second differs from the first by 5e-9 at most before rounding.
 */
final class Gelu {

    private static final double[] P = {0.797884692, 0.0988405531, 0.00744852645, 0.000187079871};
    private static final double[] Q = {1, 0.0783389456, 0.00581348108, 3.90110108e-05};

    private Gelu() {}

    static SDVariable byErf(SameDiff graph, SDVariable x) {
        return x.mul(graph.math().erf(x.mul(Math.sqrt(0.5))).add(1.0)).mul(0.5);
    }

    static SDVariable byTanh(SameDiff graph, SDVariable x) {
        SDVariable square = x.mul(x);
        SDVariable half = x.mul(0.5);
        SDVariable erf =
                new PlatformTanh(graph, x.mul(polynomial(P, square).div(polynomial(Q, square)))).outputVariable();
        return half.mul(erf).add(half);
    }

    private static SDVariable polynomial(double[] coefficients, SDVariable x) {
        int degree = coefficients.length - 1;
        SDVariable value = x.mul(coefficients[degree]).add(coefficients[degree - 1]);
        for (int i = degree - 2; i >= 0; i--) value = value.mul(x).add(coefficients[i]);
        return value;
    }
}
