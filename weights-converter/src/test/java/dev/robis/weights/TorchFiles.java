package dev.robis.weights;

import dev.robis.weights.PickleWriter.TestTensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes checkpoints as torch.save does: objects are maps, lists, texts, numbers and {@link TestTensor}s. */
final class TorchFiles {

    private static final byte[] MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16).toByteArray();

    private TorchFiles() {}

    /** The zip container. */
    static void writeZip(Path file, Object root) throws IOException {
        writeZip(file, PickleWriter.pickle(root), storages(root), Map.of());
    }

    /**
     * The zip container around any pickle.
     *
     * @param others further entries below the folder
     */
    static void writeZip(Path file, byte[] pickle, Map<String, StoredData> storages, Map<String, byte[]> others)
            throws IOException {
        try (TorchZipWriter zip = new TorchZipWriter(file)) {
            zip.add("archive/data.pkl", pickle);
            for (Map.Entry<String, byte[]> other : others.entrySet())
                zip.add("archive/" + other.getKey(), other.getValue());
            for (Map.Entry<String, StoredData> storage : new TreeMap<>(storages).entrySet())
                zip.add("archive/data/" + storage.getKey(), storage.getValue().content()::open);
            zip.add("archive/version", new byte[] {'3', '\n'});
        }
    }

    /** The container before PyTorch 1.6. */
    static void writeLegacy(Path file, Object root) throws IOException {
        writeLegacy(file, PickleWriter.pickle(root), storages(root));
    }

    /** The container before PyTorch 1.6, around any pickle. */
    static void writeLegacy(Path file, byte[] pickle, Map<String, StoredData> storages) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(new PickleWriter().protocol().integer(MAGIC).stop());
            out.write(PickleWriter.pickle(1001));
            out.write(PickleWriter.pickle(Map.of("little_endian", true)));
            out.write(pickle);
            out.write(PickleWriter.pickle(List.copyOf(storages.keySet())));
            for (StoredData storage : storages.values()) {
                out.write(ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(storage.elements())
                        .array());
                try (InputStream in = storage.content().open()) {
                    in.transferTo(out);
                }
            }
        }
    }

    static Map<String, StoredData> storages(Object value) {
        Map<String, StoredData> storages = new LinkedHashMap<>();
        collect(value, storages);
        return storages;
    }

    private static void collect(Object value, Map<String, StoredData> storages) {
        if (value instanceof TestTensor tensor) storages.put(tensor.key(), tensor.storage());
        if (value instanceof Map<?, ?> map) map.values().forEach(item -> collect(item, storages));
        if (value instanceof List<?> list) list.forEach(item -> collect(item, storages));
    }
}
