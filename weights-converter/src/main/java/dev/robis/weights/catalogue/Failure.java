package dev.robis.weights.catalogue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** What a failure of the network means, in words: {@code HttpClient}'s exceptions often have none. */
final class Failure {

    private Failure() {}

    static String words(IOException failure, URI address) {
        String host = address.getHost();
        if (hasCause(failure, UnresolvedAddressException.class) || hasCause(failure, UnknownHostException.class))
            return "the host " + host + " cannot be found (there is no network, or a proxy is needed)";
        if (failure instanceof HttpConnectTimeoutException) return "the connection to " + host + " timed out";
        if (failure instanceof ConnectException) return "cannot connect to " + host;
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return failure instanceof SSLException
                ? "cannot make a secure connection to " + host + ": " + message
                : message;
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause())
            if (type.isInstance(cause)) return true;
        return false;
    }
}
