package dev.robis.weights;

import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.nn.tensor.StoredTensorSource;
import dev.robis.nn.tensor.TensorInfo;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tensors that look at parts of a file. Few bytes are in memory at a time: those that are asked for, and one storage of
 * moderate length where elements that belong together do not lie together. Safe for concurrent use, closing included:
 * reads after it throw {@link IllegalStateException}.
 */
final class StridedTensors implements StoredTensorSource {

    private static final long LONGEST_KEPT = 64L << 20;
    private static final long SHORT_RUN = 1 << 12;

    /** Strides of zero and shared storages may repeat elements: so much, and so many times the file. */
    private static final long REPEATED_BYTES = 64L << 20;

    private static final int REPEATED_TIMES = 8;

    private final String file;
    private final Map<String, StridedTensor> tensors = new LinkedHashMap<>();
    private final Closeable resource;
    private boolean closed;
    private @Nullable Bytes keptOf;
    private @Nullable Bytes kept; // content of keptOf

    /**
     * @param file its name, for messages
     * @param storedBytes of the file, or what its entries unpack to
     * @param resource closed with this source
     * @throws MalformedTensorFileException if tensors repeat the elements of the file so often that it must be a trap
     */
    StridedTensors(String file, Collection<StridedTensor> tensors, long storedBytes, Closeable resource)
            throws MalformedTensorFileException {
        this.file = file;
        this.resource = resource;
        double bytes = 0; // does not overflow
        for (StridedTensor tensor : tensors) {
            bytes += (double) tensor.info().elements() * tensor.info().dtype().bytes();
            this.tensors.put(tensor.info().name(), tensor);
        }
        if (bytes > REPEATED_BYTES + (double) REPEATED_TIMES * storedBytes)
            throw new MalformedTensorFileException(
                    file, String.format("its tensors have %.0f bytes, but the file has only %d", bytes, storedBytes));
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    @Override
    public Optional<TensorInfo> info(String name) {
        return Optional.ofNullable(tensors.get(name)).map(StridedTensor::info);
    }

    @Override
    public void readStored(String name, long from, ByteBuffer into) {
        TensorInfo info = require(name);
        info.requireElements(from, into.remaining() / info.dtype().bytes(), file);
        StridedTensor tensor = Objects.requireNonNull(tensors.get(name));
        try {
            tensor.read(from, bytes(tensor), into);
        } catch (ClosedChannelException e) {
            throw new IllegalStateException(file + " is closed", e);
        } catch (MalformedTensorFileException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(file + ": " + e.getMessage(), e));
        }
    }

    private synchronized Bytes bytes(StridedTensor tensor) throws IOException {
        if (closed) throw new IllegalStateException(file + " is closed");
        Bytes storage = tensor.storage();
        if (tensor.run() >= SHORT_RUN || tensor.run() == tensor.info().elements() || storage.size() > LONGEST_KEPT)
            return storage;
        if (kept != null && keptOf == storage) return kept;
        kept = null; // frees its memory before more is taken
        byte[] content = new byte[(int) storage.size()];
        storage.read(0, ByteBuffer.wrap(content));
        Bytes read = Bytes.of(content);
        keptOf = storage;
        kept = read;
        return read;
    }

    @Override
    public String describe() {
        return file;
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        kept = null;
        try {
            resource.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
