package dev.robis.weights.catalogue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that environment variables name, as curl reads them: {@code HTTPS_PROXY}, {@code http_proxy} (in lower
 * case only, since a web server can be made to set the other), {@code ALL_PROXY}, and {@code NO_PROXY} with hosts,
 * domains and {@code *}. This machine itself is never asked by proxy. Immutable.
 */
final class EnvironmentProxies extends ProxySelector {

    private final Optional<URI> http;
    private final Optional<URI> https;
    private final List<String> direct;

    private EnvironmentProxies(Map<String, String> environment) {
        http = proxy(environment, "http_proxy", "all_proxy", "ALL_PROXY");
        https = proxy(environment, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
        String exceptions = first(environment, "no_proxy", "NO_PROXY").orElse("");
        direct = Arrays.stream(exceptions.toLowerCase(Locale.ROOT).split(","))
                .map(String::trim)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** What the JVM was told to use comes first, where it was told something. */
    static ProxySelector of(Map<String, String> environment) {
        boolean told = System.getProperty("https.proxyHost") != null
                || System.getProperty("http.proxyHost") != null
                || System.getProperty("socksProxyHost") != null
                || Boolean.getBoolean("java.net.useSystemProxies");
        return told ? ProxySelector.getDefault() : new EnvironmentProxies(environment);
    }

    /** The proxy of the first variable that is set, an address with scheme and port. */
    static Optional<URI> proxy(Map<String, String> environment, String... names) {
        return first(environment, names).map(text -> parse(text, names[0]));
    }

    private static Optional<String> first(Map<String, String> environment, String... names) {
        return Arrays.stream(names)
                .map(name -> environment.getOrDefault(name, "").trim())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static URI parse(String text, String name) {
        try {
            URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
            if (proxy.getHost() != null && List.of("http", "https").contains(proxy.getScheme())) return proxy;
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalArgumentException(
                name + ": expected a proxy like http://host:port, found \"" + hidden(text) + "\"");
    }

    /** Without a password. */
    private static String hidden(String text) {
        return text.replaceFirst("//[^/@]*@", "//***@");
    }

    @Override
    public List<Proxy> select(URI address) {
        Optional<URI> proxy = "https".equalsIgnoreCase(address.getScheme()) ? https : http;
        if (proxy.isEmpty() || isDirect(address)) return List.of(Proxy.NO_PROXY);
        int port = proxy.get().getPort() < 0 ? 80 : proxy.get().getPort();
        return List.of(
                new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.get().getHost(), port)));
    }

    private boolean isDirect(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) return true;
        return direct.stream().anyMatch(each -> matches(each, host, address.getPort()));
    }

    private static boolean matches(String exception, String host, int port) {
        String domain = exception.startsWith("*.") ? exception.substring(2) : exception.replaceFirst("^\\.", "");
        if (domain.equals("*") || domain.equals(host + ":" + port)) return true;
        return host.equals(domain) || host.endsWith("." + domain);
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        // the request fails and says so
    }
}
