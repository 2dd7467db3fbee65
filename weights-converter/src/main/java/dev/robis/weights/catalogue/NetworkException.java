package dev.robis.weights.catalogue;

import org.jspecify.annotations.Nullable;

/** A download failed because the network is closed, is switched off, or failed again and again. */
public final class NetworkException extends DownloadException {

    private static final long serialVersionUID = 1;

    NetworkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
