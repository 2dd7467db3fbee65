package dev.robis.seg.submission;

import dev.robis.seg.data.Split;
import java.nio.file.Path;

/**
 * One file that belongs into a submission and is there.
 *
 * @param part which tree
 * @param object category
 * @param split part of the data set
 * @param stem name without extension
 * @param file where it is
 */
record SubmissionFile(Part part, String object, Split split, String stem, Path file) {

    /** Path within the submission. */
    String path() {
        return String.join("/", part.folder, object, split.folderName(), stem + part.extension);
    }
}
