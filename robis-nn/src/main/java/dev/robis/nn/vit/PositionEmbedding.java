package dev.robis.nn.vit;

import dev.robis.nn.tensor.Tensor;

/**
 * Brings a learned square grid of position embeddings to another grid, as DINO and DINOv2 do: bicubic with a = -0.75,
 * borders clamped, no antialiasing, and scale factors of (new + 0.1) / old.
 */
final class PositionEmbedding {

    private static final double OFFSET = 0.1;
    private static final double A = -0.75;

    private PositionEmbedding() {}

    /**
     * @param learned {@code [1, 1 + grid*grid, width]}: class token first. Not modified.
     * @return {@code [1, 1 + rows*columns, width]}
     */
    static Tensor resize(Tensor learned, int grid, int rows, int columns) {
        if (rows == grid && columns == grid) return learned;
        int width = learned.shape()[2];
        Tensor result = Tensor.zeros(1, 1 + rows * columns, width);
        System.arraycopy(learned.data(), 0, result.data(), 0, width);
        int[][] rowTaps = taps(grid, rows);
        int[][] columnTaps = taps(grid, columns);
        float[][] rowWeights = weights(grid, rows);
        float[][] columnWeights = weights(grid, columns);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) {
                int to = (1 + row * columns + column) * width;
                for (int i = 0; i < 4; i++)
                    for (int j = 0; j < 4; j++) {
                        float weight = rowWeights[row][i] * columnWeights[column][j];
                        int from = (1 + rowTaps[row][i] * grid + columnTaps[column][j]) * width;
                        for (int c = 0; c < width; c++) result.data()[to + c] += weight * learned.data()[from + c];
                    }
            }
        return result;
    }

    private static double position(int grid, int length, int i) {
        return (i + 0.5) * grid / (length + OFFSET) - 0.5;
    }

    private static int[][] taps(int grid, int length) {
        int[][] taps = new int[length][4];
        for (int i = 0; i < length; i++) {
            int first = (int) Math.floor(position(grid, length, i)) - 1;
            for (int k = 0; k < 4; k++) taps[i][k] = Math.min(Math.max(first + k, 0), grid - 1);
        }
        return taps;
    }

    private static float[][] weights(int grid, int length) {
        float[][] weights = new float[length][4];
        for (int i = 0; i < length; i++) {
            double position = position(grid, length, i);
            double t = position - Math.floor(position);
            for (int k = 0; k < 4; k++) weights[i][k] = (float) cubic(t + 1 - k);
        }
        return weights;
    }

    private static double cubic(double distance) {
        double x = Math.abs(distance);
        if (x <= 1) return ((A + 2) * x - (A + 3)) * x * x + 1;
        return x < 2 ? ((A * x - 5 * A) * x + 8 * A) * x - 4 * A : 0;
    }
}
