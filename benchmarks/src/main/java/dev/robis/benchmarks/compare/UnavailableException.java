package dev.robis.benchmarks.compare;

import java.io.IOException;

/** A contender cannot take part in a stage. The message begins with {@code missing} or {@code failed}. */
final class UnavailableException extends IOException {

    private static final long serialVersionUID = 1;

    UnavailableException(String message) {
        super(message);
    }
}
