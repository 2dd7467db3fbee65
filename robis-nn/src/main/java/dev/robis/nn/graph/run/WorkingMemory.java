package dev.robis.nn.graph.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory of one graph's runs. A buffer is used again as soon as the values in it have been read, within a run and from run
 * to run. The engine's own manager hands a buffer out twice and then never again, so that a long graph needs memory for
 * every one of its values (ND4J 1.0.0-M2.1). Nothing is freed before the end: recordings go on using it. Not safe for
 * concurrent use.
 */
public final class WorkingMemory extends AbstractMemoryMgr {

    /** Buffers of one kind serve arrays of any shape. */
    private record Kind(DataType type, long elements) {}

    private final Map<Kind, Deque<DataBuffer>> free = new HashMap<>();
    private final IdentityHashMap<INDArray, Kind> used = new IdentityHashMap<>();
    private final List<INDArray> others = new ArrayList<>();

    /** Takes back what the last run returned, and what the engine forgot to release. */
    void reclaim() {
        used.forEach(this::keep);
        used.clear();
    }

    private void keep(INDArray array, Kind kind) {
        free.computeIfAbsent(kind, any -> new ArrayDeque<>()).push(array.data());
    }

    @Override
    public INDArray allocate(boolean detached, DataType type, long... shape) {
        return take(type, shape, 'c');
    }

    @Override
    public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
        if (descriptor.isEmpty()) return Nd4j.create(descriptor, false);
        return take(descriptor.dataType(), descriptor.getShape(), descriptor.getOrder());
    }

    /** A new array object on an old buffer: the engine tells arrays apart by identity, also those long released. */
    private INDArray take(DataType type, long[] shape, char order) {
        if (shape.length == 0) return Nd4j.scalar(type, 0);
        long elements = 1;
        for (long length : shape) elements *= length;
        Kind kind = new Kind(type, elements);
        Deque<DataBuffer> kept = free.get(kind);
        DataBuffer buffer = kept == null ? null : kept.poll();
        INDArray array = buffer == null
                ? Nd4j.createUninitialized(type, shape, order)
                : Nd4j.create(buffer, shape, Nd4j.getStrides(shape, order), 0, order, type);
        used.put(array, kind);
        return array;
    }

    @Override
    public void release(INDArray array) {
        Kind kind = used.remove(array);
        if (kind != null) keep(array, kind);
        else others.add(array);
    }

    @Override
    public void close() {
        reclaim();
        free.values().forEach(buffers -> buffers.forEach(DataBuffer::close));
        free.clear();
        for (INDArray array : others) if (array.closeable() && !array.wasClosed()) array.close();
        others.clear();
    }
}
