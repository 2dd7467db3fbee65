package dev.robis.weights.catalogue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLHandshakeException;

/**
 * Downloads over a network that fails: goes on where it was cut off, tries again with growing pauses, and lets nothing
 * through that is not what was asked for. Proxies are those of the JVM ({@code -Dhttps.proxyHost} and its kin), else of
 * {@code HTTPS_PROXY}, {@code http_proxy}, {@code ALL_PROXY} and {@code NO_PROXY}. Safe for concurrent use.
 */
final class Downloader {

    private final HttpSource http;
    private final RetryPolicy retries;
    private final Sleeper sleeper;
    private final boolean offline;

    /** Waits; tests do not. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    Downloader(DownloadConfig config, Map<String, String> environment, Sleeper sleeper) {
        this(
                new HttpSource(config, EnvironmentProxies.of(environment), ProxyPasswords.of(environment)),
                config.retries(),
                sleeper,
                switchedOff(environment));
    }

    private Downloader(HttpSource http, RetryPolicy retries, Sleeper sleeper, boolean offline) {
        this.http = http;
        this.retries = retries;
        this.sleeper = sleeper;
        this.offline = offline;
    }

    /** With the proxies of this process; offline if {@code ROBIS_OFFLINE} is 1. */
    static Downloader standard() {
        return new Downloader(DownloadConfig.standard(), System.getenv(), pause -> Thread.sleep(pause.toMillis()));
    }

    /** The same without any use of the network. */
    Downloader offline() {
        return new Downloader(http, retries, sleeper, true);
    }

    private static boolean switchedOff(Map<String, String> environment) {
        String value = environment.getOrDefault("ROBIS_OFFLINE", "").trim();
        return !(value.isEmpty() || value.equals("0") || value.equalsIgnoreCase("false"));
    }

    /**
     * Downloads a file, checks it, and puts it in its place.
     *
     * @param target where it goes, whole or not at all; nobody else downloads it meanwhile
     * @return what it turned out to be
     * @throws NetworkException if no bytes come; what came before is kept for the next time
     * @throws DownloadException if what comes is not the file
     */
    FileDigests fetch(OfficialWeights weights, Path target, DownloadListener listener) throws IOException {
        URI address = weights.address().value();
        if (offline)
            throw new NetworkException(
                    weights.name() + " is not here, and the use of the network is switched off", null);
        PartFile part = new PartFile(target);
        for (int rounds = 0; ; rounds++) {
            boolean pieced = transfer(new Transfer(http, weights, part, listener), part, address, listener);
            FileDigests found = FileDigests.of(part.path(), weights);
            List<String> wrong = found.contradictions(weights);
            if (wrong.isEmpty()) {
                part.commit();
                return found;
            }
            part.discard(); // nothing right can be made of it
            String words = address + ": " + String.join("; ", wrong);
            if (!pieced || rounds > 0) throw new DownloadException(words + ". The downloaded file was deleted");
            // The pieces may have been of two versions.
            listener.retry(new TransferException(words + "; starting again"), Duration.ZERO);
        }
    }

    /** Tries until everything is here. @return whether it came in more than one piece */
    private boolean transfer(Transfer transfer, PartFile part, URI address, DownloadListener listener)
            throws IOException {
        RandomGenerator random = new Random();
        boolean pieced = false;
        long best = part.length();
        for (int failures = 0; ; ) {
            try {
                boolean resumed = transfer.run();
                return resumed || pieced;
            } catch (DownloadException e) {
                throw e;
            } catch (ClosedByInterruptException | InterruptedException e) {
                throw interrupted(address);
            } catch (SSLHandshakeException e) {
                throw new NetworkException(Failure.words(e, address), e);
            } catch (IOException e) {
                pieced = true;
                if (part.length() >= best + retries.worthwhile()) failures = 0;
                best = Math.max(best, part.length());
                pause(e, ++failures, part, address, random, listener);
            }
        }
    }

    private void pause(
            IOException failure,
            int failures,
            PartFile part,
            URI address,
            RandomGenerator random,
            DownloadListener listener)
            throws IOException {
        String words = Failure.words(failure, address);
        if (failures >= retries.attempts())
            throw new NetworkException(
                    String.format(
                            "%s: %s; gave up after %d attempts (%d bytes are kept for the next download)",
                            address, words, failures, part.length()),
                    failure);
        Duration pause = retries.pause(failures, random);
        if (failure instanceof TransferException asked && asked.retryAfter().isPresent()) {
            Duration wish = asked.retryAfter().get();
            if (wish.compareTo(retries.longest()) > 0)
                throw new NetworkException(
                        address + ": " + words + "; it asks to wait " + wish.toSeconds() + " s before the next attempt",
                        failure);
            if (wish.compareTo(pause) > 0) pause = wish;
        }
        listener.retry(new IOException(words, failure), pause);
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(address);
        }
    }

    private static InterruptedIOException interrupted(URI address) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException(
                address + ": interrupted; the bytes that arrived are kept for the next download");
    }
}
