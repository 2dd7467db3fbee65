package dev.robis.nn.tensor;

import java.util.Arrays;

/**
 * A dense float32 tensor on the Java heap, row-major. The arrays are shared, not copied: whoever hands a tensor over
 * stops writing to it.
 *
 * @param shape length of every axis, outermost first
 * @param data the elements, the last axis varying fastest; as many as the product of {@code shape}
 */
public record Tensor(int[] shape, float[] data) {

    public Tensor {
        long elements = 1;
        for (int length : shape) {
            if (length < 0) throw new IllegalArgumentException("negative length in shape " + Arrays.toString(shape));
            elements = Math.multiplyExact(elements, (long) length);
        }
        if (elements != data.length)
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " needs " + elements + " elements, found " + data.length);
    }

    /** A tensor of zeros. */
    public static Tensor zeros(int... shape) {
        long elements = 1;
        for (int length : shape) elements = Math.multiplyExact(elements, (long) length);
        return new Tensor(shape, new float[Math.toIntExact(elements)]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && Arrays.equals(shape, that.shape) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
