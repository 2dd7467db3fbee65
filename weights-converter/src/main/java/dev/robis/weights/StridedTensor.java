package dev.robis.weights;

import dev.robis.nn.tensor.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor somewhere in a storage: element {@code (i, j, ...)} is at {@code offset + i*strides[0] + j*strides[1] ...}.
 * Who makes one has checked that this stays within the storage.
 *
 * @param info its name, type and shape
 * @param storage the bytes that it looks at
 * @param order of the bytes of an element
 * @param offset of the first element, in elements
 * @param strides of the axes, in elements
 */
record StridedTensor(TensorInfo info, Bytes storage, ByteOrder order, long offset, List<Long> strides) {

    StridedTensor {
        strides = List.copyOf(strides);
    }

    /** A tensor that fills its storage, row-major. */
    static StridedTensor dense(TensorInfo info, Bytes storage, ByteOrder order) {
        return new StridedTensor(info, storage, order, 0, rowMajor(info.shape()));
    }

    /** The strides of dense elements, the last axis varying fastest. */
    static List<Long> rowMajor(List<Long> shape) {
        Long[] strides = new Long[shape.size()];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(1, shape.get(i));
        }
        return List.of(strides);
    }

    long bytes() {
        return info.elements() * info.dtype().bytes();
    }

    /** The number of innermost axes whose elements do not lie side by side is the number of loops around them. */
    private int looped() {
        long run = 1;
        int axis = strides.size();
        while (axis > 0 && (length(axis - 1) == 1 || strides.get(axis - 1) == run)) run *= length(--axis);
        return axis;
    }

    /** How many elements lie side by side, as often as the outer axes have it. */
    long run() {
        long run = 1;
        for (int axis = looped(); axis < strides.size(); axis++) run *= length(axis);
        return run;
    }

    private long length(int axis) {
        return info.shape().get(axis);
    }

    /**
     * Reads elements, little-endian.
     *
     * @param from index of the first element, row-major; it and those after it exist
     * @param bytes the storage, or a copy of it
     * @param into filled from its position to its limit. Modified.
     */
    void read(long from, Bytes bytes, ByteBuffer into) throws IOException {
        int size = info.dtype().bytes();
        int begin = into.position();
        int end = into.limit();
        int looped = looped();
        long run = run();
        for (long at = from; into.position() < end; ) {
            long within = at % run;
            int count = (int) Math.min(run - within, (end - into.position()) / size);
            into.limit(into.position() + count * size);
            bytes.read((place(at / run, looped) + within) * size, into);
            at += count;
        }
        if (order == ByteOrder.BIG_ENDIAN) swap(into, begin, end, size);
    }

    /** Where the {@code index}-th run begins. */
    private long place(long index, int looped) {
        long place = offset;
        long rest = index;
        for (int axis = looped - 1; axis >= 0; axis--) {
            place += rest % length(axis) * strides.get(axis);
            rest /= length(axis);
        }
        return place;
    }

    private static void swap(ByteBuffer bytes, int begin, int end, int size) {
        for (int element = begin; element < end; element += size)
            for (int low = element, high = element + size - 1; low < high; low++, high--) {
                byte kept = bytes.get(low);
                bytes.put(low, bytes.get(high));
                bytes.put(high, kept);
            }
    }
}
