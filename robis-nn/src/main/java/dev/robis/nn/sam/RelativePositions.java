package dev.robis.nn.sam;

import dev.robis.nn.tensor.Tensor;

/** Embeddings of relative positions along one axis, read from a learned table (Li et al. 2022). Stateless. */
final class RelativePositions {

    private RelativePositions() {}

    /**
     * One embedding per pair of a query and a key position. A table of another length than 2 max(queries, keys) - 1
     * is resized linearly; the shorter of the two axes is spread over the longer one.
     *
     * @param table {@code [length, channels]}, from the most negative to the most positive distance. Not modified.
     * @return {@code [queries, keys, channels]}
     */
    static Tensor of(Tensor table, int queries, int keys) {
        int longest = Math.max(queries, keys);
        Tensor fitting = resize(table, 2 * longest - 1);
        int channels = table.shape()[1];
        double perQuery = Math.max((double) keys / queries, 1);
        double perKey = Math.max((double) queries / keys, 1);
        Tensor result = Tensor.zeros(queries, keys, channels);
        for (int q = 0, to = 0; q < queries; q++)
            for (int k = 0; k < keys; k++, to += channels) {
                int distance = (int) (q * perQuery - k * perKey + (keys - 1) * perKey);
                System.arraycopy(fitting.data(), distance * channels, result.data(), to, channels);
            }
        return result;
    }

    private static Tensor resize(Tensor table, int length) {
        int stored = table.shape()[0];
        if (stored == length) return table;
        int channels = table.shape()[1];
        Tensor result = Tensor.zeros(length, channels);
        for (int i = 0; i < length; i++) {
            double at = Math.max((i + 0.5) * stored / length - 0.5, 0);
            int low = (int) at;
            int high = Math.min(low + 1, stored - 1);
            float weight = (float) (at - low);
            for (int c = 0; c < channels; c++)
                result.data()[i * channels + c] =
                        (1 - weight) * table.data()[low * channels + c] + weight * table.data()[high * channels + c];
        }
        return result;
    }
}
