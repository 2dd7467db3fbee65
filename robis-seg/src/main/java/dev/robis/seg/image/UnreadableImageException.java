package dev.robis.seg.image;

import java.io.IOException;
import java.nio.file.Path;

/** A file exists, but no image or map can be had from it: empty, cut off, too large, of another kind. */
public final class UnreadableImageException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Path file;

    UnreadableImageException(Path file, String problem) {
        this(file, problem, null);
    }

    UnreadableImageException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
        this.file = file;
    }

    /** The file; {@code null} after deserialisation. */
    public Path file() {
        return file;
    }
}
