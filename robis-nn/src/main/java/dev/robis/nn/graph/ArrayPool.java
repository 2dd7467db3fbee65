package dev.robis.nn.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory of one graph's backward runs, kept by shape from run to run. The engine's own manager gives little back between
 * runs, and every new array is zero-filled at about 1.2 GB/s; with fixed shapes everything needed after the first run
 * is here already. Not safe for concurrent use.
 */
final class ArrayPool extends AbstractMemoryMgr {

    private record Kind(DataType type, char order, List<Long> shape) {}

    private final Map<Kind, Deque<INDArray>> free = new HashMap<>();
    private final Map<INDArray, Kind> used = new IdentityHashMap<>();

    @Override
    public INDArray allocate(boolean detached, DataType type, long... shape) {
        return take(new Kind(type, 'c', boxed(shape)));
    }

    @Override
    public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
        if (descriptor.isEmpty()) return Nd4j.create(descriptor, false);
        return take(new Kind(descriptor.dataType(), descriptor.getOrder(), boxed(descriptor.getShape())));
    }

    private INDArray take(Kind kind) {
        Deque<INDArray> kept = free.get(kind);
        INDArray array = kept == null ? null : kept.poll();
        if (array == null) {
            long[] shape = kind.shape.stream().mapToLong(Long::longValue).toArray();
            array = shape.length == 0
                    ? Nd4j.scalar(kind.type, 0)
                    : Nd4j.createUninitialized(kind.type, shape, kind.order);
        }
        used.put(array, kind);
        return array;
    }

    @Override
    public void release(INDArray array) {
        Kind kind = used.remove(array);
        if (kind != null) keep(array, kind);
    }

    /** Takes back everything handed out, the outputs of the last run included. */
    void reclaim() {
        used.forEach(this::keep);
        used.clear();
    }

    private void keep(INDArray array, Kind kind) {
        free.computeIfAbsent(kind, any -> new ArrayDeque<>()).push(array);
    }

    private static List<Long> boxed(long[] shape) {
        return Arrays.stream(shape).boxed().toList();
    }

    @Override
    public void close() {
        reclaim();
        List<INDArray> all = new ArrayList<>();
        free.values().forEach(all::addAll);
        free.clear();
        all.stream().filter(INDArray::closeable).forEach(INDArray::close);
    }
}
