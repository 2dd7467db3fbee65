package dev.robis.seg.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * An image by its extension.
 *
 * @param path the file
 * @param stem file name without extension
 */
record ImageFile(Path path, String stem) {

    private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "bmp", "tif", "tiff");
    private static final Set<String> COMPANIONS = Set.of("csv", "txt", "json", "md", "yaml", "yml", "xml", "pdf");
    private static final Set<String> COMPANION_NAMES = Set.of("thumbs.db", "desktop.ini", "license", "readme");

    ImageFile(Path path) {
        this(path, stem(path.getFileName().toString()));
    }

    static boolean isImage(String name) {
        return EXTENSIONS.contains(extension(name));
    }

    /** Hidden files and what usually lies beside images: nothing a user would want to hear of. */
    static boolean isCompanion(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(".")
                || lower.startsWith("license")
                || COMPANION_NAMES.contains(lower)
                || COMPANIONS.contains(extension(name));
    }

    static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
