package dev.robis.weights.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxiesTest {

    private static final byte[] CONTENT = Trial.bytes(5_000, 1);

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY=http://p:1,                     https://host/f,        p:1",
        "https_proxy=p:1,                            https://host/f,        p:1",
        "https_proxy=http://p:1;HTTPS_PROXY=http://q:2, https://host/f,     p:1",
        "HTTPS_PROXY=http://p,                       https://host/f,        p:80",
        "ALL_PROXY=http://p:1,                       https://host/f,        p:1",
        "ALL_PROXY=http://p:1,                       http://host/f,         p:1",
        "http_proxy=http://p:1,                      http://host/f,         p:1",
        "HTTP_PROXY=http://p:1,                      http://host/f,         none",
        "HTTP_PROXY=http://p:1,                      https://host/f,        none",
        "HTTPS_PROXY= ,                              https://host/f,        none",
        "HTTPS_PROXY=http://p:1;NO_PROXY=host,       https://host/f,        none",
        "HTTPS_PROXY=http://p:1;NO_PROXY=HOST,       https://host/f,        none",
        "HTTPS_PROXY=http://p:1;NO_PROXY=host,       https://other-host/f,  p:1",
        "HTTPS_PROXY=http://p:1;NO_PROXY=b.c,        https://a.b.c/f,       none",
        "HTTPS_PROXY=http://p:1;NO_PROXY=.b.c,       https://a.b.c/f,       none",
        "HTTPS_PROXY=http://p:1;NO_PROXY=*.b.c,      https://a.b.c/f,       none",
        "HTTPS_PROXY=http://p:1;NO_PROXY=b.c,        https://ab.c/f,        p:1",
        "HTTPS_PROXY=http://p:1;no_proxy=*,          https://a.b.c/f,       none",
        "HTTPS_PROXY=http://p:1;NO_PROXY=host:8443,  https://host:8443/f,   none",
        "HTTPS_PROXY=http://p:1;NO_PROXY=host:8443,  https://host/f,        p:1",
        "HTTPS_PROXY=http://p:1,                     https://localhost/f,   none",
        "ALL_PROXY=http://p:1,                       http://127.0.0.1:80/f, none",
        "ALL_PROXY=http://p:1,                       http://[::1]:80/f,     none"
    })
    void asCurlReadsThem(String variables, URI address, String expected) {
        ProxySelector proxies = EnvironmentProxies.of(environment(variables));
        Proxy proxy = proxies.select(address).get(0);
        String found = proxy.type() == Proxy.Type.DIRECT
                ? "none"
                : ((InetSocketAddress) proxy.address()).getHostString() + ":"
                        + ((InetSocketAddress) proxy.address()).getPort();
        assertThat(found).isEqualTo(expected);
    }

    private static Map<String, String> environment(String variables) {
        Map<String, String> environment = new HashMap<>();
        for (String each : variables.split(";", -1)) environment.put(each.split("=", 2)[0], each.split("=", 2)[1]);
        return environment;
    }

    @Test
    void nonsenseIsNamedWithoutItsPassword() {
        assertThatThrownBy(() -> EnvironmentProxies.of(Map.of("HTTPS_PROXY", "socks5://me:secret@host:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a proxy like http://host:port")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theProxyIsAskedAndGivenItsPassword(@TempDir Path home) throws Exception {
        String expected = "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        try (ScriptedServer proxy = new ScriptedServer((number, request, out) -> {
            if (!expected.equals(request.headers().get("proxy-authorization")))
                ScriptedServer.head(out, 407, "Proxy-Authenticate: Basic realm=\"r\"", "Content-Length: 0");
            else new ServedFile(CONTENT, null).serve(request, out);
        })) {
            Trial trial = new Trial(
                    home, Trial.PATIENT, 1, Map.of("http_proxy", "http://me:secret@127.0.0.1:" + proxy.port()));
            OfficialWeights weights = Trial.weights(URI.create("http://weights.invalid/file"));
            assertThat(trial.get(weights).file()).hasBinaryContent(CONTENT);
            assertThat(proxy.requests()).last().satisfies(request -> assertThat(request.path())
                    .isEqualTo("http://weights.invalid/file"));
        }
    }
}
