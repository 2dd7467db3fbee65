package dev.robis.weights;

import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.weights.PickleValue.Dict;
import dev.robis.weights.PickleValue.Sequence;
import dev.robis.weights.PickleValue.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The container of {@code torch.save} before PyTorch 1.6: five pickles in a row (a magic number, a version, facts of the
 * system, the objects, the keys of the storages), then the storages, each after its number of elements. PyTorch writes
 * numbers and elements little-endian here on every machine, whatever the facts say of it.
 */
final class TorchLegacy {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long VERSION = 1001;

    private final String file;
    private final Bytes bytes;
    private final Map<String, Storage> storages = new LinkedHashMap<>();
    private @Nullable String conflict; // key of a storage that has two types or lengths
    private long position;

    private TorchLegacy(String file, Bytes bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * @param bytes of the file
     * @param channel closed with the result
     */
    static Checkpoint read(String file, Bytes bytes, Closeable channel) throws IOException {
        return new TorchLegacy(file, bytes).read(channel);
    }

    private Checkpoint read(Closeable channel) throws IOException {
        if (!MAGIC.equals(pickle("magic number")))
            throw new MalformedTensorFileException(file, "is a pickle, but torch.save did not write it");
        Object version = pickle("version");
        if (!Long.valueOf(VERSION).equals(version))
            throw new MalformedTensorFileException(file, "has another version than " + VERSION);
        if (!(pickle("system") instanceof Dict))
            throw new MalformedTensorFileException(file, "has no description of the system that wrote it");
        NamedViews named = NamedViews.of(pickle("objects"), file);
        if (conflict != null)
            throw new MalformedTensorFileException(file, "storage " + Quote.of(conflict) + " has two types or lengths");
        Map<String, Bytes> contents = contents(pickle("storage keys"));
        List<StridedTensor> tensors = new ArrayList<>();
        named.views()
                .forEach((name, view) -> tensors.add(TorchZip.tensor(
                        name,
                        view,
                        Objects.requireNonNull(contents.get(view.storage().key())),
                        ByteOrder.LITTLE_ENDIAN)));
        return new Checkpoint(
                Checkpoint.Format.PYTORCH_LEGACY,
                new StridedTensors(file, tensors, bytes.size(), channel),
                named.groups());
    }

    private Object pickle(String part) throws IOException {
        PickleInput in = new PickleInput(file, part, bytes, position);
        Object value = Unpickler.read(in, this::add);
        position = in.position();
        return value;
    }

    private void add(Storage storage) {
        Storage before = storages.putIfAbsent(storage.key(), storage);
        if (before != null && !before.equals(storage)) conflict = storage.key();
    }

    private Map<String, Bytes> contents(Object keys) throws IOException {
        if (!(keys instanceof Sequence list))
            throw new MalformedTensorFileException(file, "has no list of its storages");
        Map<String, Bytes> contents = new HashMap<>();
        for (Object key : list.items()) {
            Storage storage = key instanceof String ? storages.get(key) : null;
            if (storage == null || contents.containsKey(storage.key()))
                throw new MalformedTensorFileException(file, "its list of storages does not fit its tensors");
            contents.put(storage.key(), content(storage));
        }
        if (contents.size() < storages.size())
            throw new MalformedTensorFileException(file, "its list of storages does not fit its tensors");
        if (position != bytes.size())
            throw new MalformedTensorFileException(
                    file, "has " + (bytes.size() - position) + " more bytes after its last storage");
        return contents;
    }

    private Bytes content(Storage storage) throws IOException {
        PickleInput in = new PickleInput(file, "storage " + Quote.of(storage.key()), bytes, position);
        long elements = in.length();
        if (elements != storage.elements())
            throw in.malformed("expected " + storage.elements() + " elements, found " + elements);
        long begin = in.position();
        in.skip(storage.bytes());
        position = in.position();
        return bytes.section(begin, storage.bytes());
    }
}
