package dev.robis.seg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that are this library's own to remove. */
final class Folders {

    private Folders() {}

    /** Deletes a folder with everything in it; links are removed, not followed. */
    static void delete(Path folder) throws IOException {
        List<Path> inside;
        try (Stream<Path> all = Files.walk(folder)) {
            inside = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) Files.delete(path);
    }

    /** Deletes everything in a folder but one entry. */
    static void clear(Path folder, String kept) throws IOException {
        List<Path> inside;
        try (Stream<Path> entries = Files.list(folder)) {
            inside = entries.filter(entry -> !entry.endsWith(kept)).toList();
        }
        for (Path path : inside) delete(path);
    }
}
