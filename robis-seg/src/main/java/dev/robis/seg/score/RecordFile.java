package dev.robis.seg.score;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Equally long records in a temporary file, so that memory does not grow with their number. Deleted when closed; where
 * the system can, it has no name from the start, and a killed process leaves nothing behind. Reading is safe for
 * concurrent use, appending is not.
 */
public final class RecordFile implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final int length;
    private int count;

    /**
     * @param folder for the file; exists
     * @param length bytes of a record
     */
    public RecordFile(Path folder, int length) throws IOException {
        if (length <= 0) throw new IllegalArgumentException("record length must be positive, found " + length);
        this.length = length;
        this.file = Files.createTempFile(folder, "records", ".tmp");
        this.channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Records appended so far. */
    public int count() {
        return count;
    }

    /**
     * Appends a record.
     *
     * @param record as many bytes as a record has. Not modified.
     */
    public void append(byte[] record) throws IOException {
        if (record.length != length)
            throw new IllegalArgumentException("expected " + length + " bytes, found " + record.length);
        ByteBuffer bytes = ByteBuffer.wrap(record);
        long at = (long) count * length;
        while (bytes.hasRemaining()) at += channel.write(bytes, at);
        count++;
    }

    /** A copy of a record. */
    public byte[] read(int index) throws IOException {
        if (index < 0 || index >= count)
            throw new IndexOutOfBoundsException("no record " + index + " of " + count + " in " + file);
        ByteBuffer bytes = ByteBuffer.allocate(length);
        long from = (long) index * length;
        while (bytes.hasRemaining())
            if (channel.read(bytes, from + bytes.position()) < 0)
                throw new EOFException(file + " was cut short: record " + index + " of " + count + " is missing");
        return bytes.array();
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
