package dev.robis.seg.data;

import java.util.List;

/**
 * Something a data set's owner would want to know, but that does not keep the rest from being used.
 *
 * @param problem what is the matter
 * @param count how many files or folders it concerns
 * @param examples the first of them, at most {@value #MAX_EXAMPLES}, in order of name
 */
public record DatasetWarning(Problem problem, int count, List<String> examples) {

    static final int MAX_EXAMPLES = 5;

    /** What can be the matter. */
    public enum Problem {
        EMPTY_FILE("empty image files, left out"),
        UNREADABLE("files or folders that cannot be read, left out"),
        NOT_AN_IMAGE("files that are not PNG, JPEG, BMP or TIFF by their extension, left out"),
        DUPLICATE_NAME("images whose name differs from another's by the extension only, left out"),
        MISPLACED_IMAGE("images beside the folders that the layout reads, left out"),
        UNEXPECTED_FOLDER("folders that the layout does not know, left out"),
        MISSING_MASK("defective images without a ground truth mask"),
        MASK_WITHOUT_IMAGE("ground truth masks that belong to no image"),
        LISTED_BUT_MISSING("images that the split file lists but that cannot be used, left out"),
        NOT_LISTED("images that the split file does not list, left out"),
        NO_SPLIT_FILE("no split file, so every tenth normal image was kept for the test");

        private final String text;

        Problem(String text) {
            this.text = text;
        }
    }

    public DatasetWarning {
        examples = List.copyOf(examples);
        if (count < 1 || examples.isEmpty() || examples.size() > Math.min(count, MAX_EXAMPLES))
            throw new IllegalArgumentException("count " + count + " does not fit the examples " + examples);
    }

    /** One line for a person: {@code 12 empty image files, left out: a.png, b.png, ...}. */
    @Override
    public String toString() {
        return count + " " + problem.text + ": " + String.join(", ", examples) + (count > examples.size() ? ", …" : "");
    }
}
