package dev.robis.nn.sam;

import dev.robis.nn.tensor.Tensor;

/** Positions as random Fourier features (Tancik et al. 2020). Immutable. */
final class PositionEncoding {

    private final float[] frequencies;
    private final int half;

    /** @param frequencies {@code [2, width / 2]}: along x, along y */
    PositionEncoding(Tensor frequencies) {
        this.frequencies = frequencies.data();
        this.half = frequencies.shape()[1];
    }

    /**
     * Writes {@code width} features: the sines, then the cosines.
     *
     * @param x position as a fraction of the width of the square input
     * @param y likewise of its height
     * @param into written from {@code at} on. Modified.
     */
    void encode(double x, double y, float[] into, int at) {
        double centredX = 2 * x - 1;
        double centredY = 2 * y - 1;
        for (int i = 0; i < half; i++) {
            double angle = 2 * Math.PI * (centredX * frequencies[i] + centredY * frequencies[half + i]);
            into[at + i] = (float) Math.sin(angle);
            into[at + half + i] = (float) Math.cos(angle);
        }
    }

    /** Of the centre of every pixel of a square grid: {@code [size * size, width]}. */
    Tensor grid(int size) {
        Tensor result = Tensor.zeros(size * size, 2 * half);
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++)
                encode((x + 0.5) / size, (y + 0.5) / size, result.data(), (y * size + x) * 2 * half);
        return result;
    }
}
