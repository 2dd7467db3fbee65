package dev.robis.weights.catalogue;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Name and password of the proxy, where the environment's address has them: {@code http://name:password@host:port}. */
final class ProxyPasswords extends Authenticator {

    private final PasswordAuthentication password;

    private ProxyPasswords(String userInfo) {
        String[] both = userInfo.split(":", 2);
        this.password = new PasswordAuthentication(both[0], (both.length > 1 ? both[1] : "").toCharArray());
    }

    static Optional<Authenticator> of(Map<String, String> environment) {
        return EnvironmentProxies.proxy(
                        environment, "https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY")
                .map(URI::getUserInfo)
                .map(ProxyPasswords::new);
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        return getRequestorType() == RequestorType.PROXY ? password : null;
    }
}
