package dev.mizu.pgwire;

import dev.mizu.auth.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;

/**
 * How a PostgreSQL door listens.
 *
 * @param bind address and port, 0 for any free one
 * @param access who may come in, and how many
 * @param tls answers a client's request for TLS where present
 * @param threads makes the thread of each connection
 */
public record PgServerConfig(InetSocketAddress bind, Access access, Optional<Tls> tls, ThreadFactory threads) {
    private static final int DEFAULT_CONNECTIONS = 5000;

    /**
     * Who may come in.
     *
     * @param internal whether this is the internal listener, where the system roles log in
     * @param maxConnections sessions at once; the next client is told so and sent away
     */
    public record Access(Authenticator authenticator, boolean internal, int maxConnections) {}

    /** TLS; clients that do not ask for it are refused when {@code required}. */
    public record Tls(SSLContext context, boolean required) {}

    /** Trusts everyone on a loopback port, on virtual threads. */
    public static PgServerConfig loopback(int port) {
        return new PgServerConfig(new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new Access(new Authenticator.Trust(), false, DEFAULT_CONNECTIONS), Optional.empty(),
                Thread.ofVirtual().name("pgwire-", 0).factory());
    }

    public PgServerConfig withBind(InetSocketAddress newBind) {
        return new PgServerConfig(newBind, access, tls, threads);
    }

    public PgServerConfig withAccess(Access newAccess) {
        return new PgServerConfig(bind, newAccess, tls, threads);
    }

    public PgServerConfig withTls(Tls newTls) {
        return new PgServerConfig(bind, access, Optional.of(newTls), threads);
    }

    public PgServerConfig withThreads(ThreadFactory newThreads) {
        return new PgServerConfig(bind, access, tls, newThreads);
    }
}
