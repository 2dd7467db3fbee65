package dev.robis.weights.catalogue;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param connect longest time to open a connection
 * @param answer longest time from the request to the answer's head
 * @param stall longest time without a byte of the body
 * @param redirects that are followed
 */
record DownloadConfig(RetryPolicy retries, Duration connect, Duration answer, Duration stall, int redirects) {

    static DownloadConfig standard() {
        return new DownloadConfig(
                RetryPolicy.standard(), Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(30), 10);
    }
}
