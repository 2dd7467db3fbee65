package dev.robis.seg.submission;

/**
 * Something the server would refuse, or score wrongly.
 *
 * @param kind groups faults
 * @param path within the submission, with forward slashes
 * @param expected what ought to be there
 * @param found what is
 */
public record Fault(Kind kind, String path, String expected, String found) {

    /** In the order in which faults are best mended. */
    public enum Kind {
        /** A file or folder is not there. */
        MISSING,
        /** A file or folder has no place in a submission. */
        SUPERFLUOUS,
        /** A file is not of the format, or broken. */
        FORMAT,
        /** A pixel has a value it must not have. */
        VALUE,
        /** The size does not fit the source image, or the others. */
        SIZE
    }

    @Override
    public String toString() {
        return path + ": expected " + expected + ", found " + found;
    }
}
