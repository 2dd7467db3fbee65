package dev.robis.nn.efficientnet;

/**
 * TensorFlow's SAME padding along one axis: the output has {@code ceil(size / stride)} places, and where the padding is odd, the
 * larger half comes last.
 *
 * @param size of the input
 * @param output size of the output
 * @param before zeros in front
 * @param after zeros behind
 */
record Padding(int size, int output, int before, int after) {

    static Padding same(int size, int kernel, int stride) {
        int output = (size + stride - 1) / stride;
        int total = Math.max((output - 1) * stride + kernel - size, 0);
        return new Padding(size, output, total / 2, total - total / 2);
    }

    int padded() {
        return before + size + after;
    }
}
