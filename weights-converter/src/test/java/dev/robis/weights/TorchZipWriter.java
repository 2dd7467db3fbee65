package dev.robis.weights;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * A zip archive byte for byte as PyTorch lays it out, up to 4 GB: entries stored, their data at multiples of 64 bytes
 * by padding in the local header, sizes in a descriptor after the data, and the end of the directory in ZIP64 form too.
 */
final class TorchZipWriter implements Closeable {

    private static final int ALIGNMENT = 64;
    private static final int FLAGS = 0x0808; // descriptor, UTF-8

    private final OutputStream out;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private long position;
    private int entries;

    TorchZipWriter(Path file) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    void add(String name, byte[] content) throws IOException {
        add(name, () -> new ByteArrayInputStream(content));
    }

    void add(String name, Supplier<InputStream> content) throws IOException {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        long begin = position;
        int padding = (int) ((ALIGNMENT - (begin + 30 + utf8.length + 4) % ALIGNMENT) % ALIGNMENT);
        ByteBuffer local = little(30 + utf8.length + 4 + padding);
        local.putInt(0x04034b50).putShort((short) 0).putShort((short) FLAGS).putShort((short) 0);
        local.putInt(0).putInt(0).putInt(0).putInt(0); // time, CRC-32 and sizes
        local.putShort((short) utf8.length).putShort((short) (4 + padding)).put(utf8);
        local.put((byte) 'F').put((byte) 'B').putShort((short) padding);
        while (local.hasRemaining()) local.put((byte) 'Z');
        write(local);
        CRC32 sum = new CRC32();
        long size = 0;
        try (InputStream in = content.get()) {
            byte[] part = new byte[1 << 16];
            for (int count = in.read(part); count > 0; count = in.read(part)) {
                sum.update(part, 0, count);
                out.write(part, 0, count);
                size += count;
            }
        }
        position += size;
        int crc = (int) sum.getValue();
        write(little(16).putInt(0x08074b50).putInt(crc).putInt((int) size).putInt((int) size));
        list(utf8, crc, size, begin);
    }

    /** Adds an entry to the directory only. */
    void list(byte[] name, int crc, long size, long begin) {
        byte[] listed = new byte[46 + name.length];
        ByteBuffer entry = ByteBuffer.wrap(listed).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(0x02014b50).putShort((short) 0).putShort((short) 0).putShort((short) FLAGS);
        entry.putShort((short) 0).putInt(0).putInt(crc).putInt((int) size).putInt((int) size);
        entry.putShort((short) name.length)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt((int) begin)
                .put(name);
        directory.writeBytes(listed);
        entries++;
    }

    long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        long begin = position;
        byte[] listed = directory.toByteArray();
        write(ByteBuffer.wrap(listed).position(listed.length));
        long end = position;
        write(little(56)
                .putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 0x031e)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0)
                .putLong(entries)
                .putLong(entries)
                .putLong(listed.length)
                .putLong(begin));
        write(little(20).putInt(0x07064b50).putInt(0).putLong(end).putInt(1));
        write(little(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt(listed.length)
                .putInt((int) begin)
                .putShort((short) 0));
        out.close();
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(ByteBuffer filled) throws IOException {
        byte[] bytes = new byte[filled.flip().remaining()];
        filled.get(bytes);
        out.write(bytes);
        position += bytes.length;
    }
}
