package dev.robis.weights;

import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.StoredTensorSource;
import dev.robis.nn.tensor.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tensors of a checkpoint as they will be written: some of them, under other names, in other types.
 *
 * @param source where they come from; not closed
 * @param originals names in the source, by new name
 * @param floats what floating-point types become, or empty to keep them
 * @param metadata of the file to be
 */
record ConvertedTensors(
        StoredTensorSource source, Map<String, String> originals, Optional<DType> floats, Map<String, String> metadata)
        implements StoredTensorSource {

    @Override
    public Set<String> names() {
        return originals.keySet();
    }

    @Override
    public Optional<TensorInfo> info(String name) {
        return Optional.ofNullable(originals.get(name))
                .flatMap(source::info)
                .map(info -> new TensorInfo(name, ElementConversion.target(info.dtype(), floats), info.shape()));
    }

    @Override
    public void readStored(String name, long from, ByteBuffer into) {
        DType target = require(name).dtype();
        String original = originals.get(name);
        DType stored = source.require(original).dtype();
        if (stored == target) {
            source.readStored(original, from, into);
            return;
        }
        ByteOrder order = into.order();
        into.order(ByteOrder.LITTLE_ENDIAN);
        int count = into.remaining() / target.bytes();
        ByteBuffer part =
                ByteBuffer.allocate(Math.min(AT_ONCE, count) * stored.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < count; done += part.limit() / stored.bytes()) {
            part.clear().limit(Math.min(AT_ONCE, count - done) * stored.bytes());
            source.readStored(original, from + done, part);
            ElementConversion.convert(stored, part.flip(), target, into, name);
        }
        into.order(order);
    }

    @Override
    public String describe() {
        return source.describe();
    }

    @Override
    public void close() {}
}
