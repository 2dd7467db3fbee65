package dev.robis.nn.efficientnet;

import dev.robis.nn.tensor.TensorSource;

/**
 * A convolution without bias and the batch norm after it as one: {@code w' = w g / sqrt(v + e)}, {@code b' = b - m g / sqrt(v +
 * e)}. Computed in double precision: scales reach 75 where a channel's variance is zero.
 *
 * @param weights as stored, {@code [out, in, side, side]}, scaled
 * @param bias {@code [out]}
 */
record Folded(float[] weights, float[] bias) {

    static Folded of(TensorSource source, String convolution, String norm, double epsilon) {
        float[] weights = source.tensor(convolution + ".weight").data().clone();
        float[] gain = source.tensor(norm + ".weight").data();
        float[] offset = source.tensor(norm + ".bias").data();
        float[] mean = source.tensor(norm + ".running_mean").data();
        float[] variance = source.tensor(norm + ".running_var").data();
        float[] bias = new float[gain.length];
        int perChannel = weights.length / gain.length;
        for (int c = 0; c < gain.length; c++) {
            double scale = gain[c] / Math.sqrt(variance[c] + epsilon);
            bias[c] = (float) (offset[c] - mean[c] * scale);
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) weights[i] = (float) (weights[i] * scale);
        }
        return new Folded(weights, bias);
    }
}
