package dev.robis.weights.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Told how a download goes, by the thread that downloads. */
public interface DownloadListener {

    /** Hears nothing. */
    static DownloadListener none() {
        return (done, total) -> {};
    }

    /**
     * @param done bytes that are here, of this and earlier attempts
     * @param total of the whole file, or -1 where the server does not say
     */
    void progress(long done, long total);

    /** An attempt failed; another one follows. */
    default void retry(IOException failure, Duration pause) {}

    /** Another process or thread is downloading this file; it is waited for. */
    default void waiting(Path file) {}
}
