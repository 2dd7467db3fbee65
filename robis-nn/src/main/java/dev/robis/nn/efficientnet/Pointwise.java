package dev.robis.nn.efficientnet;

import dev.robis.nn.graph.run.Product;

/**
 * A pointwise convolution with its batch norm: a matrix product over pixels, and a bias. Owns its matrix off-heap until closed.
 */
final class Pointwise implements AutoCloseable {

    private final int out;
    private final float[] bias;
    private final Product.Matrix matrix;

    Pointwise(Folded folded) {
        this.bias = folded.bias();
        this.out = bias.length;
        int in = folded.weights().length / out;
        float[] transposed = new float[in * out];
        for (int o = 0; o < out; o++)
            for (int i = 0; i < in; i++) transposed[i * out + o] = folded.weights()[o * in + i];
        this.matrix = new Product.Matrix(in, out, transposed);
    }

    int out() {
        return out;
    }

    float[] bias() {
        return bias;
    }

    /** What one thread needs to multiply so many pixels at once. */
    Product product(int pixels) {
        return matrix.product(pixels);
    }

    @Override
    public void close() {
        matrix.close();
    }
}
