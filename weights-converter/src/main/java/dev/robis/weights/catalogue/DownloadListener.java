package dev.robis.weights.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Is told about the progress of a download, by the thread that downloads. */
public interface DownloadListener {

    /** A listener that ignores everything. */
    static DownloadListener none() {
        return (done, total) -> {};
    }

    /**
     * More bytes have arrived.
     *
     * @param done number of bytes that are here, from this and from earlier attempts
     * @param total length of the whole file in bytes, or -1 if the server does not say
     */
    void progress(long done, long total);

    /**
     * An attempt failed. Another one follows.
     *
     * @param failure why the attempt failed
     * @param pause time until the next attempt
     */
    default void retry(IOException failure, Duration pause) {}

    /** Another process or thread is downloading this file. This download waits for it. */
    default void waiting(Path file) {}
}
