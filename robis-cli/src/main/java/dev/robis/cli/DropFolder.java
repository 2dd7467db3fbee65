package dev.robis.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder into which a camera writes. It is looked at again and again rather than watched by the system, which sees
 * nothing of what another machine writes into a shared folder. A file counts as written when two looks find it the same.
 */
final class DropFolder {

    private final Path folder;
    private final Path without;
    private final Duration interval;
    private final Consumer<IOException> trouble;
    private final Map<Path, Version> done = new HashMap<>();
    private Map<Path, Version> growing = Map.of();

    /**
     * @param without folder below it whose images are left out
     * @param interval between two looks
     * @param trouble told when the folder cannot be read; the next look may succeed
     */
    DropFolder(Path folder, Path without, Duration interval, Consumer<IOException> trouble) {
        this.folder = folder;
        this.without = without.toAbsolutePath().normalize();
        this.interval = interval;
        this.trouble = trouble;
    }

    private record Version(long bytes, long modified) {}

    /** Waits for images; those that are there already are the first. */
    List<ImageInput> next() throws InterruptedException {
        while (true) {
            List<ImageInput> ready = List.of();
            try {
                ready = look();
            } catch (UncheckedIOException e) {
                trouble.accept(e.getCause());
            } catch (IOException e) {
                trouble.accept(e);
            }
            if (!ready.isEmpty()) return ready;
            Thread.sleep(interval.toMillis());
        }
    }

    private List<ImageInput> look() throws IOException {
        List<Path> files;
        try (Stream<Path> below = Files.walk(folder)) {
            files = below.filter(this::isWanted).sorted().toList();
        }
        Map<Path, Version> found = new HashMap<>();
        List<ImageInput> ready = new ArrayList<>();
        for (Path file : files) {
            Version version = version(file);
            if (version == null || version.equals(done.get(file))) continue;
            if (version.bytes > 0 && version.equals(growing.get(file))) {
                done.put(file, version);
                ready.add(ImageInput.of(file, folder));
            } else found.put(file, version);
        }
        growing = found;
        done.keySet().retainAll(new HashSet<>(files)); // cameras' folders are emptied, and this runs for months
        return ready;
    }

    private boolean isWanted(Path file) {
        return ImageInput.isImage(file) && !file.toAbsolutePath().normalize().startsWith(without);
    }

    private static Version version(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? new Version(
                            attributes.size(), attributes.lastModifiedTime().toMillis())
                    : null;
        } catch (NoSuchFileException e) {
            return null; // moved away again
        }
    }
}
