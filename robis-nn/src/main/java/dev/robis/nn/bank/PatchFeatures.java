package dev.robis.nn.bank;

import dev.robis.nn.encoder.FeatureMap;

/**
 * The feature vectors of one image at one layer, each the mean of its neighbourhood (PatchCore, section 3.1). Nobody but its maker
 * writes to it.
 *
 * @param rows of vectors
 * @param columns of vectors
 * @param width length of a vector
 * @param stride pixels of the image from one vector to the next
 * @param values {@code [rows, columns, width]}
 */
@SuppressWarnings("ArrayRecordComponent") // a window on a network's output, not to be compared
public record PatchFeatures(int rows, int columns, int width, int stride, float[] values) {

    private static final int FINE = 4;

    /**
     * Prepares the map of one image: every vector becomes the mean of the 3x3 vectors around it that are inside the map; a map
     * finer than one vector in eight pixels is then halved by a 2x2 mean, without an odd last row or column.
     *
     * @param map of a batch. Not modified.
     * @param image of the batch
     */
    public static PatchFeatures of(FeatureMap map, int image) {
        int width = map.layer().width();
        float[] all = map.values().data();
        int first = image * map.rows() * map.columns() * width;
        PatchFeatures mean = new PatchFeatures(
                map.rows(),
                map.columns(),
                width,
                map.layer().stride(),
                mean3x3(all, first, map.rows(), map.columns(), width));
        return map.layer().stride() <= FINE && map.rows() > 1 && map.columns() > 1 ? mean.halved() : mean;
    }

    /** @param first element of the image in {@code x} */
    private static float[] mean3x3(float[] x, int first, int rows, int columns, int width) {
        float[] mean = new float[rows * columns * width];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) {
                int top = Math.max(0, row - 1), bottom = Math.min(rows - 1, row + 1);
                int left = Math.max(0, column - 1), right = Math.min(columns - 1, column + 1);
                int at = (row * columns + column) * width;
                for (int y = top; y <= bottom; y++)
                    for (int i = left; i <= right; i++) {
                        int from = first + (y * columns + i) * width;
                        for (int c = 0; c < width; c++) mean[at + c] += x[from + c];
                    }
                float share = 1f / ((bottom - top + 1) * (right - left + 1));
                for (int c = 0; c < width; c++) mean[at + c] *= share;
            }
        return mean;
    }

    private PatchFeatures halved() {
        int halfRows = rows / 2, halfColumns = columns / 2;
        float[] half = new float[halfRows * halfColumns * width];
        for (int row = 0; row < halfRows; row++)
            for (int column = 0; column < halfColumns; column++)
                for (int c = 0; c < width; c++) {
                    int upper = (2 * row * columns + 2 * column) * width + c;
                    int lower = upper + columns * width;
                    half[(row * halfColumns + column) * width + c] =
                            (values[upper] + values[upper + width] + values[lower] + values[lower + width]) / 4;
                }
        return new PatchFeatures(halfRows, halfColumns, width, 2 * stride, half);
    }

    /** How many vectors there are. */
    public int count() {
        return rows * columns;
    }
}
