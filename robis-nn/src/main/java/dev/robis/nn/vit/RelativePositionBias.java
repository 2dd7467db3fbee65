package dev.robis.nn.vit;

import dev.robis.nn.tensor.Tensor;

/**
 * What BEiT adds to attention scores: a learned number per head and offset between two patches, and three for the
 * class token. A table for another grid is resized as BEiT's authors do for fine-tuning: its offsets are spread
 * geometrically over the reach of the new grid, dense near zero, and read off by a cubic spline.
 */
final class RelativePositionBias {

    /** Entries at the end of a table: class token to patch, patch to class token, class token to itself. */
    private static final int OF_CLASS_TOKEN = 3;

    private static final double SMALLEST_RATIO = 1.01;
    private static final double LARGEST_RATIO = 1.5;
    private static final double RATIO_TOLERANCE = 1e-6;

    private RelativePositionBias() {}

    /** Entries of the table of a square grid. */
    static long entries(int grid) {
        return (2L * grid - 1) * (2L * grid - 1) + OF_CLASS_TOKEN;
    }

    /**
     * @param table {@code [entries, heads]} of a square grid of {@code grid} patches. Not modified.
     * @return {@code [heads * tokens, tokens]}: head after head, query by key, class token first
     */
    static Tensor of(Tensor table, int grid, int rows, int columns) {
        Tensor fitting = resize(table, grid, rows, columns);
        int heads = table.shape()[1];
        int[] index = index(rows, columns);
        int tokens = 1 + rows * columns;
        Tensor bias = Tensor.zeros(heads * tokens, tokens);
        for (int head = 0; head < heads; head++)
            for (int i = 0; i < index.length; i++)
                bias.data()[head * index.length + i] = fitting.data()[index[i] * heads + head];
        return bias;
    }

    /** Entry of the table for every pair of tokens, query by key, class token first. */
    static int[] index(int rows, int columns) {
        int patches = rows * columns;
        int tokens = 1 + patches;
        int offsets = (2 * rows - 1) * (2 * columns - 1);
        int[] index = new int[Math.multiplyExact(tokens, tokens)];
        for (int key = 1; key < tokens; key++) index[key] = offsets;
        for (int query = 0; query < patches; query++) {
            int at = (1 + query) * tokens;
            index[at] = offsets + 1;
            for (int key = 0; key < patches; key++) {
                int down = query / columns - key / columns + rows - 1;
                int right = query % columns - key % columns + columns - 1;
                index[at + 1 + key] = down * (2 * columns - 1) + right;
            }
        }
        index[0] = offsets + 2;
        return index;
    }

    /** The table of another grid, which need not be square. */
    static Tensor resize(Tensor table, int grid, int rows, int columns) {
        if (rows == grid && columns == grid) return table;
        int side = 2 * grid - 1;
        int high = 2 * rows - 1;
        int wide = 2 * columns - 1;
        int heads = table.shape()[1];
        Tensor resized = Tensor.zeros(high * wide + OF_CLASS_TOKEN, heads);
        for (int head = 0; head < heads; head++) {
            double[][] across = new double[wide][side]; // [column, row]
            for (int row = 0; row < side; row++) {
                double[] line = new double[side];
                for (int column = 0; column < side; column++)
                    line[column] = table.data()[(row * side + column) * heads + head];
                double[] fitted = fit(line, columns);
                for (int column = 0; column < wide; column++) across[column][row] = fitted[column];
            }
            for (int column = 0; column < wide; column++) {
                double[] fitted = fit(across[column], rows);
                for (int row = 0; row < high; row++)
                    resized.data()[(row * wide + column) * heads + head] = (float) fitted[row];
            }
        }
        int kept = OF_CLASS_TOKEN * heads;
        System.arraycopy(table.data(), table.data().length - kept, resized.data(), resized.data().length - kept, kept);
        return resized;
    }

    /** One line of a table for another number of patches. */
    private static double[] fit(double[] line, int patches) {
        int reach = patches - 1;
        if (line.length == 2 * patches - 1) return line;
        NotAKnotSpline spline = new NotAKnotSpline(spread(line.length / 2, reach), line);
        double[] fitted = new double[2 * patches - 1];
        for (int i = 0; i < fitted.length; i++) fitted[i] = spline.at((double) i - reach);
        return fitted;
    }

    /** Positions 0, ±1, ±(1 + q), ±(1 + q + q²), ..., {@code count} on each side, the last near {@code reach}. */
    private static double[] spread(int count, int reach) {
        double ratio = ratio(count, reach);
        double[] positions = new double[2 * count + 1];
        double step = 1;
        for (int i = 1; i <= count; i++) {
            positions[count + i] = positions[count + i - 1] + step;
            positions[count - i] = -positions[count + i];
            step *= ratio;
        }
        return positions;
    }

    private static double ratio(int count, int reach) {
        double low = SMALLEST_RATIO;
        double high = LARGEST_RATIO;
        double ratio = high;
        while (high - low > RATIO_TOLERANCE) {
            ratio = (low + high) / 2;
            double last = (1 - Math.pow(ratio, count)) / (1 - ratio);
            if (last > reach) high = ratio;
            else low = ratio;
        }
        return ratio;
    }
}
