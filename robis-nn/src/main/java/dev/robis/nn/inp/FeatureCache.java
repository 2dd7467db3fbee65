package dev.robis.nn.inp;

import dev.robis.nn.graph.engine.OffHeap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the frozen encoder makes of images that come again, in a temporary file: from the second epoch of a training without
 * augmentation on, nothing is encoded. Images beyond the bound are encoded each time. What is read is compared with its
 * checksum, and encoded anew where that differs. The file goes when it is closed or the process ends, however that ends.
 * Not safe for concurrent use, but for {@link #holds}.
 */
public final class FeatureCache implements AutoCloseable {

    private final FileChannel channel;
    private final long most;
    private final BitSet present = new BitSet();
    private ByteBuffer record = ByteBuffer.allocate(0);

    /**
     * @param folder for the file; exists
     * @param most bytes of the file
     */
    public FeatureCache(Path folder, long most) throws IOException {
        this(
                FileChannel.open(
                        folder.resolve("features-" + UUID.randomUUID() + ".tmp"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                most);
    }

    FeatureCache(FileChannel channel, long most) {
        if (most < 0)
            throw new IllegalArgumentException("size of the feature cache must not be negative, found " + most);
        this.channel = channel;
        this.most = most;
    }

    /** Whether all of these images are there, so that their pixels will not be asked for. */
    public boolean holds(int[] images) {
        synchronized (present) {
            for (int image : images) if (!present.get(image)) return false;
            return true;
        }
    }

    /** Bytes on disk. */
    public long size() throws IOException {
        return channel.size();
    }

    /**
     * Reads a batch.
     *
     * @param features by name, each with the same number of rows for every image. Modified, also on failure.
     * @return false if an image is missing or damaged
     */
    boolean read(int[] images, Map<String, INDArray> features) {
        if (!holds(images)) return false;
        for (int i = 0; i < images.length; i++)
            if (!read(images[i], i, images.length, features)) {
                forget(images[i]);
                return false;
            }
        return true;
    }

    private boolean read(int image, int position, int batch, Map<String, INDArray> features) {
        ByteBuffer bytes = record(batch, features);
        try {
            long at = (long) image * bytes.capacity();
            while (bytes.hasRemaining()) if (channel.read(bytes, at + bytes.position()) < 0) return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.getLong(bytes.capacity() - Long.BYTES) != checksum(bytes)) return false;
        bytes.rewind();
        FloatBuffer floats = bytes.asFloatBuffer();
        for (INDArray array : features.values()) {
            FloatBuffer part = part(array, position, batch);
            int next = floats.position() + part.remaining();
            part.put(floats.duplicate().limit(next));
            floats.position(next);
        }
        return true;
    }

    /** Keeps a batch, as far as there is room. */
    void write(int[] images, Map<String, INDArray> features) {
        for (int i = 0; i < images.length; i++) {
            ByteBuffer bytes = record(images.length, features);
            if ((images[i] + 1L) * bytes.capacity() > most) continue;
            FloatBuffer floats = bytes.asFloatBuffer();
            for (INDArray array : features.values()) floats.put(part(array, i, images.length));
            bytes.putLong(bytes.capacity() - Long.BYTES, checksum(bytes));
            try {
                long at = (long) images[i] * bytes.capacity();
                while (bytes.hasRemaining()) channel.write(bytes, at + bytes.position());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            synchronized (present) {
                present.set(images[i]);
            }
        }
    }

    private void forget(int image) {
        synchronized (present) {
            present.clear(image);
        }
    }

    /** Room for one image: its features, then their checksum. */
    private ByteBuffer record(int batch, Map<String, INDArray> features) {
        long elements = features.values().stream().mapToLong(INDArray::length).sum() / batch;
        int length = Math.toIntExact(Math.addExact(elements * Float.BYTES, Long.BYTES));
        if (record.capacity() == 0) record = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        if (record.capacity() != length)
            throw new IllegalArgumentException("expected features of " + record.capacity() + " bytes, found " + length);
        return record.clear();
    }

    private static FloatBuffer part(INDArray array, int position, int batch) {
        FloatBuffer all = OffHeap.elements(array);
        int length = all.limit() / batch;
        return all.slice(position * length, length);
    }

    private static long checksum(ByteBuffer record) {
        CRC32C sum = new CRC32C();
        sum.update(record.duplicate().position(0).limit(record.capacity() - Long.BYTES));
        return sum.getValue();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
