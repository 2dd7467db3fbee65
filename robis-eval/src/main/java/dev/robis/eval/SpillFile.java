package dev.robis.eval;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One temporary file, written at its end and read anywhere; gone when closed, or when the JVM ends. */
final class SpillFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private long size;

    SpillFile(Path folder) {
        try {
            path = Files.createTempFile(folder, "robis-pixels-", ".tmp");
            channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a file for the scores of pixels in " + folder, e);
        }
    }

    /**
     * @param bytes all are written. Not modified.
     * @return where they begin
     */
    long append(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        long start = size;
        try {
            while (rest.hasRemaining()) size += channel.write(rest, size);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the scores of pixels to " + path, e);
        }
        return start;
    }

    /**
     * @param into its first {@code length} bytes are filled. Modified.
     */
    void read(long position, byte[] into, int length) {
        ByteBuffer rest = ByteBuffer.wrap(into, 0, length);
        try {
            while (rest.hasRemaining())
                if (channel.read(rest, position + rest.position()) < 0)
                    throw new EOFException("expected " + size + " bytes, found " + channel.size());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the scores of pixels from " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + path, e);
        }
    }
}
