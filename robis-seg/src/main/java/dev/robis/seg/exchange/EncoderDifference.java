package dev.robis.seg.exchange;

import dev.robis.nn.tensor.TensorSource;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * The first tensor in which two encoders of one shape differ.
 *
 * @param tensor its name
 * @param differing number of elements that are not equal bit by bit
 * @param elements of the tensor
 * @param largest absolute difference
 */
record EncoderDifference(String tensor, long differing, long elements, double largest) {

    private static final int AT_ONCE = 1 << 16;

    /** Compares float32 values, a small part of each in memory; both sources have all names of the first. */
    static Optional<EncoderDifference> between(TensorSource one, TensorSource other) {
        for (String name : one.names()) {
            Optional<EncoderDifference> difference = between(one, other, name);
            if (difference.isPresent()) return difference;
        }
        return Optional.empty();
    }

    private static Optional<EncoderDifference> between(TensorSource one, TensorSource other, String name) {
        long elements = one.require(name).elements();
        FloatBuffer left = FloatBuffer.allocate((int) Math.min(AT_ONCE, elements));
        FloatBuffer right = FloatBuffer.allocate(left.capacity());
        long differing = 0;
        double largest = 0;
        for (long from = 0; from < elements; from += left.limit()) {
            int count = (int) Math.min(left.capacity(), elements - from);
            one.read(name, from, left.clear().limit(count));
            other.read(name, from, right.clear().limit(count));
            for (int i = 0; i < count; i++) {
                if (Float.floatToRawIntBits(left.get(i)) == Float.floatToRawIntBits(right.get(i))) continue;
                differing++;
                largest = Math.max(largest, Math.abs((double) left.get(i) - right.get(i)));
            }
        }
        return differing == 0
                ? Optional.empty()
                : Optional.of(new EncoderDifference(name, differing, elements, largest));
    }

    @Override
    public String toString() {
        return tensor + " differs in " + differing + " of " + elements + " elements, by up to " + (float) largest;
    }
}
