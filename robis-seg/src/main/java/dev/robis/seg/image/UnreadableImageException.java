package dev.robis.seg.image;

import java.io.IOException;

/** There is something, but no image or map can be had from it: empty, cut off, too large, of another kind. */
public final class UnreadableImageException extends IOException {

    private static final long serialVersionUID = 1;

    private final String origin;

    UnreadableImageException(Object origin, String problem) {
        this(origin, problem, null);
    }

    UnreadableImageException(Object origin, String problem, Throwable cause) {
        super(origin + ": " + problem, cause);
        this.origin = origin.toString();
    }

    /** The file, or what the caller called the bytes. */
    public String origin() {
        return origin;
    }
}
