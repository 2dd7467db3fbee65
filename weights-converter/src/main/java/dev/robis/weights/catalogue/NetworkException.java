package dev.robis.weights.catalogue;

/** No bytes come from the network: it is closed, switched off, or fails again and again. */
public final class NetworkException extends DownloadException {

    private static final long serialVersionUID = 1;

    NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
