package dev.robis.nn.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * A safetensors file of any length, memory-mapped, or the same bytes in memory. What is in it is known after opening;
 * elements are read when asked for. Safe for concurrent use, closing included: that waits for reads under way, and
 * those after it throw {@link IllegalStateException}.
 *
 * <p>The file must not be shortened or rewritten in place while it is open; {@link SafetensorsWriter} replaces files as
 * a whole and does neither.
 */
public final class SafetensorsFile implements StoredTensorSource {

    private final String description;
    private final SafetensorsHeader header;
    private final Windows bytes;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private SafetensorsFile(Windows bytes, String description) throws MalformedTensorFileException {
        this.description = description;
        this.bytes = bytes;
        this.header = SafetensorsHeader.parse(bytes, description);
    }

    /**
     * Opens a file.
     *
     * @throws MalformedTensorFileException if it is not a complete safetensors file of known element types
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public static SafetensorsFile open(Path path) throws IOException {
        if (Files.isDirectory(path)) throw new FileSystemException(path.toString(), null, "is a folder");
        Windows bytes;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            bytes = Windows.map(channel);
        }
        try {
            return new SafetensorsFile(bytes, path.toString());
        } catch (IOException | RuntimeException | Error e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * Takes the content of a file, such as a resource of a jar.
     *
     * @param bytes from its position to its limit; shared, not copied. Not modified.
     * @param description where they come from, for messages
     * @throws MalformedTensorFileException as {@link #open}
     */
    public static SafetensorsFile of(ByteBuffer bytes, String description) throws MalformedTensorFileException {
        return new SafetensorsFile(Windows.of(bytes), description);
    }

    @Override
    public Set<String> names() {
        return header.tensors().keySet();
    }

    @Override
    public Optional<TensorInfo> info(String name) {
        return Optional.ofNullable(header.tensors().get(name)).map(SafetensorsHeader.Entry::info);
    }

    @Override
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this file is closed
     */
    @Override
    public void read(String name, long from, FloatBuffer into) {
        DType dtype = require(name).dtype();
        forEach(name, from, into.remaining(), part -> dtype.read(part, into));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this file is closed
     */
    @Override
    public void readStored(String name, long from, ByteBuffer into) {
        forEach(name, from, into.remaining() / require(name).dtype().bytes(), into::put);
    }

    private void forEach(String name, long from, int count, Consumer<ByteBuffer> reader) {
        TensorInfo info = require(name);
        info.requireElements(from, count, description);
        lock.readLock().lock();
        try {
            if (closed) throw new IllegalStateException(description + " is closed");
            int size = info.dtype().bytes();
            long at = header.tensors().get(name).begin() + from * size;
            for (int left = count; left > 0; ) {
                ByteBuffer part = bytes.elements(at, size, left);
                at += part.remaining();
                left -= part.remaining() / size;
                reader.accept(part);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (closed) return;
            closed = true;
            bytes.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
