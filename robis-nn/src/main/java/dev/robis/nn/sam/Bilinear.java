package dev.robis.nn.sam;

import dev.robis.nn.tensor.Tensor;

/** Bilinear resizing of planes, corners not aligned, no antialiasing, as the reference resizes masks. Stateless. */
final class Bilinear {

    private Bilinear() {}

    /** Where the samples of one axis lie: between {@code low} and {@code high}, this far from {@code low}. */
    private static final class Axis {

        private final int[] low;
        private final int[] high;
        private final float[] weight;

        Axis(int from, int to) {
            low = new int[to];
            high = new int[to];
            weight = new float[to];
            float ratio = (float) from / to;
            for (int i = 0; i < to; i++) {
                float at = Math.max(ratio * (i + 0.5f) - 0.5f, 0);
                low[i] = Math.min((int) at, from - 1);
                high[i] = Math.min(low[i] + 1, from - 1);
                weight[i] = at - low[i];
            }
        }
    }

    /**
     * @param planes {@code [count, h, w]}. Not modified.
     * @param rows of every plane that are used, from the top
     * @param columns likewise, from the left
     * @return {@code [count, height, width]}
     */
    static Tensor resize(Tensor planes, int rows, int columns, int height, int width) {
        int[] shape = planes.shape();
        Tensor result = Tensor.zeros(shape[0], height, width);
        Axis down = new Axis(rows, height);
        Axis across = new Axis(columns, width);
        float[] from = planes.data();
        float[] into = result.data();
        for (int plane = 0, to = 0; plane < shape[0]; plane++)
            for (int y = 0; y < height; y++) {
                int above = (plane * shape[1] + down.low[y]) * shape[2];
                int below = (plane * shape[1] + down.high[y]) * shape[2];
                float v = down.weight[y];
                for (int x = 0; x < width; x++, to++) {
                    int left = across.low[x];
                    int right = across.high[x];
                    float u = across.weight[x];
                    into[to] = (1 - v) * ((1 - u) * from[above + left] + u * from[above + right])
                            + v * ((1 - u) * from[below + left] + u * from[below + right]);
                }
            }
        return result;
    }
}
