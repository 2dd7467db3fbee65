package dev.robis.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A run of bytes of known length, read from any place. Safe for concurrent use. */
interface Bytes {

    long size();

    /**
     * Reads bytes from a place on.
     *
     * @param into filled from its position to its limit, which the caller has checked against {@link #size}. Modified.
     * @throws EOFException if the file has become shorter
     */
    void read(long at, ByteBuffer into) throws IOException;

    /** These bytes from a place to an end. */
    default Bytes section(long from, long size) {
        if (from < 0 || size < 0 || from > size() - size)
            throw new IllegalArgumentException("no " + size + " bytes at " + from + " of " + size());
        Bytes whole = this;
        return new Bytes() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public void read(long at, ByteBuffer into) throws IOException {
                whole.read(from + at, into);
            }
        };
    }

    /** A file's bytes; never mapped, so that pages once read do not count as memory of this process. */
    static Bytes of(FileChannel channel) throws IOException {
        long size = channel.size();
        return new Bytes() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public void read(long at, ByteBuffer into) throws IOException {
                for (long next = at; into.hasRemaining(); ) {
                    int count = channel.read(into, next);
                    if (count < 0) throw new EOFException("the file has become shorter than " + size + " bytes");
                    next += count;
                }
            }
        };
    }

    static Bytes of(byte[] content) {
        return new Bytes() {
            @Override
            public long size() {
                return content.length;
            }

            @Override
            public void read(long at, ByteBuffer into) {
                into.put(content, Math.toIntExact(at), into.remaining());
            }
        };
    }
}
