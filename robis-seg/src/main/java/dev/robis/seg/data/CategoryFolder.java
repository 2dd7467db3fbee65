package dev.robis.seg.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the folder of a category, and says what else there is where it cannot. */
final class CategoryFolder {

    private CategoryFolder() {}

    /** The category's folder in {@code root}, or {@code root} itself if it is the category's folder. */
    static Path locate(Path root, String category) throws IOException {
        if (category.isBlank() || category.equals(".") || category.equals("..") || category.matches(".*[/\\\\].*"))
            throw new IllegalArgumentException("category must be a folder's name, found '" + category + "'");
        Path above = existing(root);
        Path folder = above.resolve(category);
        if (Files.isDirectory(folder)) return folder;
        if (Folder.name(above).equals(category)) return above;
        throw new DatasetException("no category '" + category + "' in " + above + ": "
                + closest(category, Folder.subfolders(above))
                        .map(name -> "did you mean '" + name + "'? ")
                        .orElse("")
                + "There is " + Folder.describe(above));
    }

    static Path existing(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) return absolute;
        Path above = absolute;
        while (above.getParent() != null && !Files.isDirectory(above)) above = above.getParent();
        throw new DatasetException("no folder " + absolute + ": expected a data set, found "
                + (Files.exists(absolute) ? "a file" : "in " + above + ": " + Folder.describe(above)));
    }

    /** Whether a folder has the layout of a data set with splits. */
    static boolean isCategory(Path folder) throws IOException {
        for (Layout layout : Layout.ALL) if (!(layout instanceof PlainLayout) && layout.fits(folder)) return true;
        return false;
    }

    /** For who gave the folder of all categories where that of one was due. */
    static String categoriesHint(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path sub : Folder.subfolders(folder)) if (isCategory(sub)) names.add(Folder.name(sub));
        return names.isEmpty() ? "" : ". It holds the categories " + String.join(", ", names) + ": name one of them";
    }

    private static Optional<String> closest(String category, List<Path> folders) {
        String wanted = category.toLowerCase(Locale.ROOT);
        return folders.stream()
                .map(Folder::name)
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= 1 + wanted.length() / 4)
                .min(Comparator.comparing(name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
