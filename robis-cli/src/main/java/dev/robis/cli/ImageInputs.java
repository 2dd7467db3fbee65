package dev.robis.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The images that a command line names: files, folders with all images below them, patterns such as {@code
 * 'shift/*.png'} for shells that don't expand them, and {@code -} for a list of files on standard input, one per line.
 */
final class ImageInputs {

    private static final String STANDARD_INPUT = "-";
    private static final String PATTERN = ".*[*?\\[{].*";

    private final BufferedReader standardInput;
    private final Path without;

    /**
     * @param standardInput read as far as images are asked for
     * @param without folder whose images are left out: results that lie below the images
     */
    ImageInputs(BufferedReader standardInput, Path without) {
        this.standardInput = standardInput;
        this.without = without.toAbsolutePath().normalize();
    }

    /** Lazy, so that a list on standard input may be written while it is worked on. To be closed. */
    Stream<ImageInput> of(List<String> arguments) throws IOException {
        List<Stream<ImageInput>> parts = new ArrayList<>();
        for (String argument : arguments) parts.add(of(argument));
        return parts.stream().flatMap(part -> part);
    }

    private Stream<ImageInput> of(String argument) throws IOException {
        if (argument.equals(STANDARD_INPUT))
            return standardInput
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> ImageInput.of(Path.of(line)));
        if (argument.matches(PATTERN) && !existsLiterally(argument)) return matching(argument).stream();
        Path path = Path.of(argument);
        return Files.isDirectory(path) ? below(path).stream() : Stream.of(ImageInput.of(path));
    }

    /** Such characters are legal in names on most systems. */
    private static boolean existsLiterally(String argument) {
        return File.separatorChar == '/' && Files.exists(Path.of(argument));
    }

    private List<ImageInput> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(this::isWanted)
                    .sorted()
                    .map(file -> ImageInput.of(file, folder))
                    .toList();
        }
    }

    private List<ImageInput> matching(String pattern) throws IOException {
        String forward = pattern.replace('\\', '/');
        int fixed = forward.substring(
                        0,
                        forward.length()
                                - forward.replaceFirst("^[^*?\\[{]*", "").length())
                .lastIndexOf('/');
        Path root = Path.of(fixed < 0 ? "." : fixed == 0 ? "/" : forward.substring(0, fixed));
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + forward.substring(fixed + 1));
        if (!Files.isDirectory(root)) throw new UsageException(pattern + ": no such folder " + root);
        List<ImageInput> found;
        try (Stream<Path> files = Files.walk(root)) {
            found = files.filter(file -> isWanted(file) && matcher.matches(root.relativize(file)))
                    .sorted()
                    .map(file -> ImageInput.of(file, root))
                    .toList();
        }
        if (found.isEmpty()) throw new UsageException(pattern + ": no image matches");
        return found;
    }

    private boolean isWanted(Path file) {
        return ImageInput.isImage(file)
                && Files.isRegularFile(file)
                && !file.toAbsolutePath().normalize().startsWith(without);
    }
}
