package dev.robis.weights.catalogue;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A download failed, and another attempt right now would fail too. The message says what to do. */
public class DownloadException extends IOException {

    private static final long serialVersionUID = 1;

    DownloadException(String message) {
        super(message);
    }

    DownloadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
