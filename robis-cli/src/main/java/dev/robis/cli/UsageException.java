package dev.robis.cli;

/** Options that do not fit together or the data at hand; ends with exit code 2. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
