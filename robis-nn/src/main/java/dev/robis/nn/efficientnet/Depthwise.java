package dev.robis.nn.efficientnet;

/**
 * A depthwise convolution with its batch norm and ReLU6: {@code y[c] = relu6(b[c] + sum over taps of w[tap, c] x[tap, c])}.
 * Immutable.
 */
final class Depthwise {

    private final int side;
    private final float[][][] taps; // [side][side][channels]
    private final float[] bias;

    Depthwise(Folded folded, int side) {
        this.side = side;
        this.bias = folded.bias();
        this.taps = new float[side][side][bias.length];
        for (int c = 0; c < bias.length; c++)
            for (int y = 0; y < side; y++)
                for (int x = 0; x < side; x++) taps[y][x][c] = folded.weights()[(c * side + y) * side + x];
    }

    /**
     * One pixel of the output.
     *
     * @param rows of pixels, channels last. Not modified.
     * @param top the uppermost row that the kernel sees
     * @param left the leftmost pixel that it sees
     * @param sums receives all channels
     */
    void pixel(float[][][] rows, int top, int left, float[] sums) {
        System.arraycopy(bias, 0, sums, 0, sums.length);
        for (int y = 0; y < side; y++) {
            float[][] x = rows[top + y], w = taps[y];
            switch (side) {
                case 3 -> Pixels.taps(sums, x[left], x[left + 1], x[left + 2], w[0], w[1], w[2]);
                case 5 -> {
                    Pixels.taps(sums, x[left], x[left + 1], x[left + 2], w[0], w[1], w[2]);
                    Pixels.taps(sums, x[left + 3], x[left + 4], w[3], w[4]);
                }
                default -> {
                    for (int i = 0; i < side; i++) Pixels.tap(sums, x[left + i], w[i]);
                }
            }
        }
        Pixels.relu6(sums);
    }
}
