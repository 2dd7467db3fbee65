package dev.robis.nn.tensor;

import java.util.List;

/**
 * What is known of a stored tensor before its elements are read.
 *
 * @param name unique within its source
 * @param dtype type of the stored elements
 * @param shape length of every axis, outermost first; empty for a scalar
 */
public record TensorInfo(String name, DType dtype, List<Long> shape) {

    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** Number of elements. */
    public long elements() {
        long product = 1;
        for (long length : shape) product = Math.multiplyExact(product, length);
        return product;
    }

    /**
     * Demands that a range lies within this tensor.
     *
     * @param source where the tensor is, for the message
     * @throws IllegalArgumentException if it does not
     */
    public void requireElements(long from, int count, String source) {
        if (from < 0 || from > elements() - count)
            throw new IllegalArgumentException(name + ": asked for elements " + from + " to " + (from + count) + " of "
                    + elements() + " in " + source);
    }
}
