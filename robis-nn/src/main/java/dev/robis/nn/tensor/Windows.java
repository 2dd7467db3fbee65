package dev.robis.nn.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of any length as a row of buffers, none over 2 GB. Each reaches a little into the next, so that an element is
 * whole in the window in which it begins. Safe for concurrent reading; nobody may read while or after it is closed.
 */
final class Windows implements AutoCloseable {

    private static final int STRIDE = 1 << 30;
    private static final int LONGEST_ELEMENT = 8;

    private final long size;
    private final boolean mapped;
    private final List<ByteBuffer> windows = new ArrayList<>();

    private Windows(long size, boolean mapped) {
        this.size = size;
        this.mapped = mapped;
    }

    /** Maps a whole file, which must keep its length while it is mapped. */
    static Windows map(FileChannel channel) throws IOException {
        long size = channel.size();
        Windows result = new Windows(size, true);
        try {
            for (long from = 0; from < size; from += STRIDE)
                result.windows.add(channel.map(FileChannel.MapMode.READ_ONLY, from, length(size, from)));
        } catch (IOException | RuntimeException | Error e) {
            result.close();
            throw e;
        }
        return result;
    }

    /** The bytes from a buffer's position to its limit. */
    static Windows of(ByteBuffer bytes) {
        Windows result = new Windows(bytes.remaining(), false);
        for (long from = 0; from < result.size; from += STRIDE)
            result.windows.add(bytes.slice(bytes.position() + (int) from, length(result.size, from)));
        return result;
    }

    private static int length(long size, long from) {
        return (int) Math.min(size - from, STRIDE + LONGEST_ELEMENT);
    }

    long size() {
        return size;
    }

    /**
     * Elements from a place on, as many as the window has.
     *
     * @param at place of the first byte
     * @param bytes of one element, at most 8
     * @param most elements wanted; they exist
     * @return at least one element, little-endian
     */
    ByteBuffer elements(long at, int bytes, long most) {
        int offset = (int) (at % STRIDE);
        int begun = (STRIDE - offset + bytes - 1) / bytes;
        int length = Math.toIntExact(Math.min(most, begun) * bytes);
        return windows.get((int) (at / STRIDE)).slice(offset, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        if (mapped) windows.forEach(Unmapping::unmap);
        windows.clear();
    }
}
