package dev.robis.seg.data;

import dev.robis.seg.data.DatasetWarning.Problem;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The content of one folder, in natural order of the names.
 *
 * @param images usable images with distinct stems
 * @param subfolders folders that are not hidden
 */
record Folder(List<ImageFile> images, List<Path> subfolders) {

    private static final int NAMES_SHOWN = 12;
    private static final Comparator<Path> BY_NAME = Comparator.comparing(Folder::name, NaturalOrder.INSTANCE);

    /**
     * Lists a folder. Links are followed; one that leads nowhere or to itself is a file that cannot be read.
     *
     * @param warnings receives what is wrong. Modified.
     * @throws IOException if the folder itself cannot be listed
     */
    static Folder list(Path folder, Warnings warnings) throws IOException {
        List<ImageFile> images = new ArrayList<>();
        List<Path> subfolders = new ArrayList<>();
        Set<String> stems = new HashSet<>();
        for (Path entry : entries(folder)) {
            if (ImageFile.isCompanion(name(entry))) continue;
            BasicFileAttributes attributes = attributes(entry);
            if (attributes == null) {
                warnings.add(Problem.UNREADABLE, entry);
            } else if (attributes.isDirectory()) {
                subfolders.add(entry);
            } else if (!ImageFile.isImage(name(entry))) {
                warnings.add(Problem.NOT_AN_IMAGE, entry);
            } else if (!attributes.isRegularFile() || !Files.isReadable(entry)) {
                warnings.add(Problem.UNREADABLE, entry);
            } else if (attributes.size() == 0) {
                warnings.add(Problem.EMPTY_FILE, entry);
            } else {
                ImageFile image = new ImageFile(entry);
                if (stems.add(image.stem())) images.add(image);
                else warnings.add(Problem.DUPLICATE_NAME, entry);
            }
        }
        return new Folder(images, subfolders);
    }

    /** Lists a folder of which only the images count. */
    static List<ImageFile> images(Path folder, Warnings warnings) throws IOException {
        Folder content = list(folder, warnings);
        content.subfolders.forEach(sub -> warnings.add(Problem.UNEXPECTED_FOLDER, sub));
        return content.images;
    }

    /** Lists a folder of which only the subfolders count. */
    static List<Path> subfolders(Path folder, Warnings warnings) throws IOException {
        Folder content = list(folder, warnings);
        content.images.forEach(image -> warnings.add(Problem.MISPLACED_IMAGE, image.path()));
        return content.subfolders;
    }

    /** Subfolders that are not hidden, whatever else there is. */
    static List<Path> subfolders(Path folder) throws IOException {
        return entries(folder).stream()
                .filter(entry -> Files.isDirectory(entry) && !name(entry).startsWith("."))
                .toList();
    }

    /** Whether the folder itself holds an image, by extension. */
    static boolean holdsImage(Path folder) throws IOException {
        return entries(folder).stream()
                .anyMatch(entry -> !ImageFile.isCompanion(name(entry))
                        && ImageFile.isImage(name(entry))
                        && Files.isRegularFile(entry));
    }

    /** What is there, for error messages: the first names, folders with a slash. */
    static String describe(Path folder) throws IOException {
        if (!Files.exists(folder)) return "nothing (no such folder)";
        if (!Files.isDirectory(folder)) return "a file";
        List<Path> entries = entries(folder);
        if (entries.isEmpty()) return "nothing (empty folder)";
        List<String> names = entries.stream()
                .limit(NAMES_SHOWN)
                .map(entry -> name(entry) + (Files.isDirectory(entry) ? "/" : ""))
                .toList();
        int more = entries.size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }

    static String name(Path path) {
        return path.getFileName() == null ? "" : path.getFileName().toString();
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(BY_NAME);
        return entries;
    }

    /** @return null where the entry cannot be looked at */
    private static BasicFileAttributes attributes(Path entry) {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (IOException e) {
            return null;
        }
    }
}
