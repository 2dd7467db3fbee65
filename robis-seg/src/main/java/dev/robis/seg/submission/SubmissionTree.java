package dev.robis.seg.submission;

import dev.robis.seg.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what lies in the folders of one part with what belongs there. Opens no file. */
final class SubmissionTree {

    private static final Set<String> SPLITS =
            Arrays.stream(Split.values()).map(Split::folderName).collect(Collectors.toUnmodifiableSet());

    private final SubmissionSpec spec;
    private final Part part;
    private final List<Fault> missing = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> leftOut = new TreeSet<>();
    private final List<SubmissionFile> files = new ArrayList<>();

    /**
     * @param folder that holds the part's folder
     */
    SubmissionTree(SubmissionSpec spec, Part part, Path folder) throws IOException {
        this.spec = spec;
        this.part = part;
        Path root = folder.resolve(part.folder);
        if (!isFolder(root, part.folder)) return;
        superfluous(root, part.folder, spec.images().keySet());
        for (String object : spec.images().keySet()) object(root.resolve(object), part.folder + "/" + object, object);
    }

    private void object(Path folder, String path, String object) throws IOException {
        if (!isFolder(folder, path)) return;
        Set<String> splits =
                spec.suffixes().keySet().stream().map(Split::folderName).collect(Collectors.toSet());
        for (String name : superfluousNames(folder, splits)) {
            if (SPLITS.contains(name) && Files.isDirectory(folder.resolve(name))) leftOut.add(name);
            else faults.add(superfluous(path + "/" + name));
        }
        for (Split split : spec.suffixes().keySet()) {
            Path images = folder.resolve(split.folderName());
            String pathOfImages = path + "/" + split.folderName();
            if (isFolder(images, pathOfImages)) split(images, pathOfImages, object, split);
        }
    }

    private void split(Path folder, String path, String object, Split split) throws IOException {
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < spec.images().get(object); i++) {
            String stem = spec.stem(split, i);
            String name = stem + part.extension;
            expected.add(name);
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) files.add(new SubmissionFile(part, object, split, stem, file));
            else if (Files.exists(file))
                faults.add(new Fault(Fault.Kind.FORMAT, path + "/" + name, "a file", "something else"));
            else missing.add(new Fault(Fault.Kind.MISSING, path + "/" + name, "a file", "nothing"));
        }
        superfluous(folder, path, expected);
    }

    private boolean isFolder(Path folder, String path) {
        if (Files.isDirectory(folder)) return true;
        if (Files.exists(folder)) faults.add(new Fault(Fault.Kind.FORMAT, path, "a folder", "a file"));
        else missing.add(new Fault(Fault.Kind.MISSING, path, "a folder", "nothing"));
        return false;
    }

    private void superfluous(Path folder, String path, Set<String> expected) throws IOException {
        for (String name : superfluousNames(folder, expected)) faults.add(superfluous(path + "/" + name));
    }

    private static Fault superfluous(String path) {
        return new Fault(Fault.Kind.SUPERFLUOUS, path, "nothing of that name", "it");
    }

    private static List<String> superfluousNames(Path folder, Set<String> expected) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !expected.contains(name))
                    .sorted()
                    .toList();
        }
    }

    /** Files and folders that are not there; of a missing folder no file is listed. */
    List<Fault> missing() {
        return missing;
    }

    /** Other faults. */
    List<Fault> faults() {
        return faults;
    }

    /** Folders of splits that are no part of a submission. */
    Set<String> leftOut() {
        return leftOut;
    }

    /** What is there and belongs there. */
    List<SubmissionFile> files() {
        return files;
    }
}
