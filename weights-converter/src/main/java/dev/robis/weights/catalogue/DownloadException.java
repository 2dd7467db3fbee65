package dev.robis.weights.catalogue;

import java.io.IOException;

/** A download that cannot succeed by trying again at once. The message says what to do. */
public class DownloadException extends IOException {

    private static final long serialVersionUID = 1;

    DownloadException(String message) {
        super(message);
    }

    DownloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
