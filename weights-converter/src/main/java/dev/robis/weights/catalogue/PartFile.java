package dev.robis.weights.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a file that is being downloaded: {@code FILE.part}, and in {@code FILE.part.json} what the rest must
 * belong to. It survives the process. Not safe for concurrent use: hold the {@link DownloadLock}.
 */
final class PartFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path target;
    private final Path part;
    private final Path state;

    /**
     * What was begun.
     *
     * @param address as asked for, before redirects
     * @param validator strong ETag or date by which the server recognises this version, or null if it gave none
     * @param total bytes of the whole, or -1 if the server did not say
     */
    record Beginning(URI address, @Nullable String validator, long total) {}

    /**
     * @param target where the file is to be when it is whole; its folder exists
     */
    PartFile(Path target) {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.state = target.resolveSibling(target.getFileName() + ".part.json");
    }

    Path path() {
        return part;
    }

    /** Bytes that are here. */
    long length() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** What the bytes belong to; null if there are none, or nobody knows. */
    @Nullable
    Beginning beginning() throws IOException {
        if (!Files.isRegularFile(part) || !Files.isRegularFile(state)) return null;
        try {
            return JSON.readValue(Files.readAllBytes(state), Beginning.class);
        } catch (JsonProcessingException e) {
            return null; // cut off while it was written: as if it were not there
        }
    }

    /** Forgets what was here and begins anew. */
    void begin(Beginning beginning) throws IOException {
        discard();
        Files.write(state, JSON.writeValueAsBytes(beginning));
        Files.createFile(part);
    }

    /** For writing behind what is here. */
    FileChannel append() throws IOException {
        return FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    void discard() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(state);
    }

    /** Makes it the file: from now on it is there, whole. */
    void commit() throws IOException {
        try (FileChannel channel = append()) {
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(state);
    }
}
