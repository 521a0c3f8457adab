package dev.mizu.http;

import dev.mizu.auth.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * How an HTTP door listens.
 *
 * @param bind address and port, 0 for any free one
 * @param internal whether system roles may come in here
 * @param corsOrigins pages of which origins may call; {@code *} for all
 */
public record HttpDoorConfig(InetSocketAddress bind, Authenticator authenticator, boolean internal,
        Set<String> corsOrigins, Optional<SSLContext> tls) {
    public HttpDoorConfig {
        corsOrigins = Set.copyOf(corsOrigins);
    }

    /** Trusts everyone on a loopback port. */
    public static HttpDoorConfig loopback(int port) {
        return new HttpDoorConfig(new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new Authenticator.Trust(), false, Set.of(), Optional.empty());
    }

    public HttpDoorConfig withBind(InetSocketAddress newBind) {
        return new HttpDoorConfig(newBind, authenticator, internal, corsOrigins, tls);
    }

    public HttpDoorConfig withAuthenticator(Authenticator newAuthenticator) {
        return new HttpDoorConfig(bind, newAuthenticator, internal, corsOrigins, tls);
    }

    public HttpDoorConfig withCorsOrigins(Set<String> origins) {
        return new HttpDoorConfig(bind, authenticator, internal, origins, tls);
    }

    public HttpDoorConfig withTls(SSLContext context) {
        return new HttpDoorConfig(bind, authenticator, internal, corsOrigins, Optional.of(context));
    }
}
