package dev.robis.cli;

import java.nio.file.Path;

/**
 * An image to work on.
 *
 * @param file where it is
 * @param name what its results are called: its path below the folder that was given, without extension
 */
record ImageInput(Path file, Path name) {

    private static final String IMAGE = "(?i).*\\.(png|jpe?g|bmp|tiff?)";

    static boolean isImage(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && name.matches(IMAGE);
    }

    /** @param root folder that was given, or that of the file if the file was given itself */
    static ImageInput of(Path file, Path root) {
        Path below = root.relativize(file);
        String name = below.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        return new ImageInput(file, below.resolveSibling(name));
    }

    /** Absolute path of the file, as it is listed. */
    String absolute() {
        return file.toAbsolutePath().normalize().toString();
    }

    /** The name as it is listed, the same on every system. */
    String key() {
        return name.toString().replace('\\', '/');
    }

    static ImageInput of(Path file) {
        Path absolute = file.toAbsolutePath();
        return new ImageInput(file, of(absolute, absolute.getParent()).name);
    }
}
