package dev.robis.nn.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Tensors whose elements can also be had as they are stored, so that nothing is lost to float32. */
public interface StoredTensorSource extends TensorSource {

    /** Elements that go through a buffer at once. */
    int AT_ONCE = 1 << 14;

    /**
     * Reads elements in their own type, little-endian.
     *
     * @param name a tensor of this source
     * @param from index of the first element, row-major
     * @param into filled from its position to its limit, which hold whole elements. Modified.
     * @throws IllegalArgumentException if there is no such tensor, or fewer elements than asked for
     * @throws java.io.UncheckedIOException if the file cannot be read, or turns out to be damaged
     */
    void readStored(String name, long from, ByteBuffer into);

    @Override
    default void read(String name, long from, FloatBuffer into) {
        DType dtype = require(name).dtype();
        int most = Math.min(AT_ONCE, into.remaining());
        ByteBuffer stored = ByteBuffer.allocate(most * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = from; into.hasRemaining(); at += most) {
            stored.clear().limit(Math.min(most, into.remaining()) * dtype.bytes());
            readStored(name, at, stored);
            dtype.read(stored.flip(), into);
        }
    }
}
