package dev.robis.weights.catalogue;

import java.io.IOException;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * GET over HTTP with a limit on every wait. Redirects are followed here and not by {@code HttpClient}, so that there is
 * a limit to them and none leads from https to plain http. Safe for concurrent use.
 */
final class HttpSource {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final DownloadConfig config;
    private final HttpClient client;

    HttpSource(DownloadConfig config, ProxySelector proxies, Optional<Authenticator> proxyPasswords) {
        this.config = config;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // one file at a time gains nothing from HTTP/2
                .connectTimeout(config.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(proxies);
        proxyPasswords.ifPresent(builder::authenticator);
        this.client = builder.build();
    }

    /**
     * @return the answer that is no redirect; its body must be read to the end or cancelled
     * @throws DownloadException if the redirects lead nowhere
     * @throws IOException if there is no answer
     */
    HttpResponse<TimedBody> get(URI address, Map<String, String> headers) throws IOException, InterruptedException {
        URI here = address;
        for (int redirects = 0; redirects <= config.redirects(); redirects++) {
            HttpResponse<TimedBody> response = send(here, headers);
            if (!REDIRECTS.contains(response.statusCode())) return response;
            response.body().cancel();
            String location = response.headers().firstValue("Location").orElse("");
            here = target(here, location);
        }
        throw new DownloadException(address + ": more than " + config.redirects() + " redirects, the last to " + here);
    }

    /** Where a redirect leads. */
    static URI target(URI from, String location) throws DownloadException {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new DownloadException(from + ": redirects to \"" + location + "\", which is not an address", e);
        }
        if (location.isBlank()) throw new DownloadException(from + ": redirects, but does not say where to");
        boolean secure = "https".equalsIgnoreCase(to.getScheme());
        if (!secure && !"http".equalsIgnoreCase(to.getScheme()))
            throw new DownloadException(from + ": redirects to " + to + "; expected https or http");
        if (!secure && "https".equalsIgnoreCase(from.getScheme()))
            throw new DownloadException(
                    from + ": redirects from https to " + to + ", where others could change the file on its way");
        return to;
    }

    private HttpResponse<TimedBody> send(URI address, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("User-Agent", "robis")
                .header("Accept-Encoding", "identity"); // ranges and lengths are to be of the file itself
        headers.forEach(request::header);
        // Not HttpRequest.timeout: newer versions of Java count the body in, which may take hours.
        CompletableFuture<HttpResponse<TimedBody>> answer =
                client.sendAsync(request.build(), head -> new TimedBody(config.stall()));
        try {
            return answer.get(config.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TransferException(address.getHost() + " has not answered for "
                    + config.answer().toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) throw failure;
            throw new IOException(e.getCause());
        } finally {
            if (!answer.isDone()) answer.cancel(true);
        }
    }
}
