package dev.robis.weights.catalogue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One attempt went wrong in a way that another attempt may not. */
final class TransferException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> retryAfter;

    TransferException(String message) {
        this(message, Optional.empty());
    }

    TransferException(String message, Optional<Duration> retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long the server asked to be left alone. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
