package dev.robis.weights;

import dev.robis.nn.tensor.MalformedTensorFileException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive whose entries are read at any place. The JDK's reader finds them; what it leaves open is settled here:
 * sizes that the file cannot hold, entries that overlap, names that appear twice or look like paths, and checksums. An
 * entry's checksum is compared before the first of its bytes is given out. Safe for concurrent use.
 */
final class ZipArchive implements Closeable {

    /** Compressed entries are read through memory; PyTorch writes none, {@code numpy.savez_compressed} does. */
    static final long LONGEST_COMPRESSED = 256L << 20;

    private static final int MOST_ENTRIES = 200_000;
    private static final int LONGEST_NAME = 4096;
    private static final int DEFLATE_MOST = 1032; // bytes out of one byte, by the format
    private static final int AT_ONCE = 1 << 16;
    private static final Pattern OUTSIDE = Pattern.compile("^/|\\\\|^[A-Za-z]:|(^|/)\\.\\.(/|$)");

    private final String file;
    private final ZipFile zip;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private @Nullable Entry current; // read last
    private @Nullable InputStream stream; // of the current entry, if it is stored
    private long position;

    private ZipArchive(String file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /**
     * @throws MalformedTensorFileException if it is no whole zip archive, or one with something to hide
     */
    static ZipArchive open(Path path) throws IOException {
        long size = Files.size(path);
        ZipFile zip = openZip(path);
        try {
            ZipArchive archive = new ZipArchive(path.toString(), zip);
            archive.list(size);
            return archive;
        } catch (IOException | RuntimeException | Error e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile openZip(Path path) throws IOException {
        try {
            return new ZipFile(path.toFile());
        } catch (ZipException | EOFException | RuntimeException e) { // the JDK throws them all at damage
            throw new MalformedTensorFileException(
                    path.toString(), "is a damaged or incomplete zip archive: " + e.getMessage(), e);
        }
    }

    private void list(long fileSize) throws IOException {
        if (zip.size() > MOST_ENTRIES)
            throw malformed("has " + zip.size() + " entries, more than the " + MOST_ENTRIES + " allowed");
        long left = fileSize;
        Iterator<? extends ZipEntry> found = entries(zip);
        while (found.hasNext()) {
            ZipEntry entry = next(found);
            requireHarmlessName(entry.getName());
            requireSizes(entry);
            left -= entry.getCompressedSize();
            if (left < 0)
                throw malformed("entries overlap: together they are longer than the file of " + fileSize + " bytes");
            if (entry.isDirectory()) continue;
            if (entries.put(entry.getName(), new Entry(entry)) != null)
                throw malformed("has two entries " + Quote.of(entry.getName()));
        }
    }

    private static Iterator<? extends ZipEntry> entries(ZipFile zip) {
        return zip.entries().asIterator();
    }

    private ZipEntry next(Iterator<? extends ZipEntry> entries) throws IOException {
        try {
            return entries.next();
        } catch (RuntimeException e) {
            throw new MalformedTensorFileException(file, "has a damaged directory: " + e.getMessage(), e);
        }
    }

    private void requireHarmlessName(String name) throws IOException {
        if (name.length() > LONGEST_NAME)
            throw malformed("has an entry with a name of " + name.length() + " characters");
        if (OUTSIDE.matcher(name).find() || !name.codePoints().allMatch(Quote::isHarmless))
            throw malformed("entry " + Quote.of(name) + " has a name that points outside the archive");
    }

    private void requireSizes(ZipEntry entry) throws IOException {
        long size = entry.getSize();
        long packed = entry.getCompressedSize();
        String name = Quote.of(entry.getName());
        if (size < 0 || packed < 0) throw malformed("entry " + name + " has no size");
        if (entry.getMethod() == ZipEntry.STORED) {
            if (size != packed)
                throw malformed("entry " + name + " is stored without compression, but its sizes " + size + " and "
                        + packed + " differ");
        } else {
            if (size > LONGEST_COMPRESSED)
                throw malformed("entry " + name + " is compressed and would need " + size + " bytes; at most "
                        + LONGEST_COMPRESSED + " are allowed; store it without compression");
            if (size / DEFLATE_MOST > packed)
                throw malformed("entry " + name + " claims " + size + " bytes out of " + packed
                        + ", which is more than deflate can produce");
        }
    }

    Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /**
     * An entry's bytes.
     *
     * @throws MalformedTensorFileException if there is no such entry
     */
    Bytes entry(String name) throws MalformedTensorFileException {
        Entry entry = entries.get(name);
        if (entry == null) throw malformed("has no entry " + Quote.of(name));
        return entry;
    }

    private MalformedTensorFileException malformed(String problem) {
        return new MalformedTensorFileException(file, problem);
    }

    @Override
    public synchronized void close() throws IOException {
        leave();
        zip.close();
    }

    private void leave() throws IOException {
        if (stream != null) stream.close();
        stream = null;
        if (current != null) current.unpacked = null;
        current = null;
    }

    /** One entry; the archive keeps a stream, or the unpacked bytes, of the entry read last. */
    private final class Entry implements Bytes {

        private final ZipEntry entry;
        private boolean intact;
        private byte @Nullable [] unpacked;

        Entry(ZipEntry entry) {
            this.entry = entry;
        }

        @Override
        public long size() {
            return entry.getSize();
        }

        @Override
        public void read(long at, ByteBuffer into) throws IOException {
            synchronized (ZipArchive.this) {
                try {
                    if (entry.getMethod() != ZipEntry.STORED) {
                        byte[] content = unpacked == null ? unpack() : unpacked;
                        into.put(content, Math.toIntExact(at), into.remaining());
                        return;
                    }
                    if (!intact) verify();
                    position += fill(moveTo(at), into);
                } catch (MalformedTensorFileException e) {
                    throw e;
                } catch (IllegalStateException e) {
                    throw new IllegalStateException(file + " is closed", e);
                } catch (ZipException | EOFException e) {
                    throw new MalformedTensorFileException(
                            file, "entry " + Quote.of(entry.getName()) + " cannot be read: " + e.getMessage(), e);
                }
            }
        }

        private InputStream moveTo(long at) throws IOException {
            InputStream from = stream;
            if (from == null || current != this || position > at) {
                leave();
                from = zip.getInputStream(entry);
                current = this;
                stream = from;
                position = 0;
            }
            from.skipNBytes(at - position); // costs nothing: stored entries are sought in
            position = at;
            return from;
        }

        private static int fill(InputStream from, ByteBuffer into) throws IOException {
            int count = into.remaining();
            byte[] part = into.hasArray() ? into.array() : new byte[count];
            int offset = into.hasArray() ? into.arrayOffset() + into.position() : 0;
            if (from.readNBytes(part, offset, count) < count) throw new EOFException("it ends early");
            if (into.hasArray()) into.position(into.limit());
            else into.put(part);
            return count;
        }

        private void verify() throws IOException {
            InputStream from = moveTo(0);
            CRC32 sum = new CRC32();
            byte[] part = new byte[(int) Math.min(AT_ONCE, size())];
            while (position < size()) {
                int count = from.readNBytes(part, 0, (int) Math.min(part.length, size() - position));
                if (count == 0) throw new EOFException("it ends early");
                sum.update(part, 0, count);
                position += count;
            }
            requireSum(sum);
        }

        private byte[] unpack() throws IOException {
            leave();
            byte[] content;
            try (InputStream packed = zip.getInputStream(entry)) {
                content = packed.readNBytes((int) size());
                if (content.length < size() || packed.read() >= 0)
                    throw new EOFException("it does not have the " + size() + " bytes that the directory says");
            }
            CRC32 sum = new CRC32();
            sum.update(content);
            requireSum(sum);
            current = this;
            unpacked = content;
            return content;
        }

        private void requireSum(CRC32 sum) throws IOException {
            if (sum.getValue() != entry.getCrc())
                throw malformed(String.format(
                        "entry %s is damaged: its CRC-32 is %08x, expected %08x",
                        Quote.of(entry.getName()), sum.getValue(), entry.getCrc()));
            intact = true;
        }
    }
}
