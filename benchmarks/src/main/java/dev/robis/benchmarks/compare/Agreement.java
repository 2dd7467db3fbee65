package dev.robis.benchmarks.compare;

import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Whether two contenders computed the same: else their times mean nothing.
 *
 * @param largest magnitude of all elements of ours
 * @param difference largest of all elements
 * @param tolerance of the difference, as a share of {@code largest}
 */
record Agreement(double largest, double difference, double tolerance) {

    /** @throws IOException if the two do not hold tensors of the same names and shapes */
    static Agreement of(Path ours, Path theirs, double tolerance) throws IOException {
        double largest = 0, difference = 0;
        try (TensorSource a = SafetensorsFile.open(ours);
                TensorSource b = SafetensorsFile.open(theirs)) {
            if (!a.names().equals(b.names()))
                throw new IOException("expected outputs " + a.names() + ", found " + b.names());
            for (String name : a.names()) {
                Tensor one = a.tensor(name), other = b.tensor(name);
                if (!Arrays.equals(one.shape(), other.shape()))
                    throw new IOException(name + ": expected " + one + ", found " + other);
                for (int i = 0; i < one.data().length; i++) {
                    largest = Math.max(largest, Math.abs(one.data()[i]));
                    difference = Math.max(difference, Math.abs((double) one.data()[i] - other.data()[i]));
                }
            }
        }
        return new Agreement(largest, difference, tolerance);
    }

    boolean holds() {
        return difference <= tolerance * largest;
    }

    @Override
    public String toString() {
        if (difference == 0) return "equal";
        return String.format(Locale.ROOT, "%s%.1g of %.3g", holds() ? "" : "**differs**: ", difference, largest);
    }
}
