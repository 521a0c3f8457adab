package dev.mizu.pgwire;

import dev.mizu.base.concurrent.Promise;
import dev.mizu.base.error.ExternalException;
import dev.mizu.session.SessionClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The PostgreSQL door: listens on one address and gives each client a thread. {@link #close} lets running statements
 * end for a moment, tells every client 57P01 and hangs up. Any thread may close it.
 */
public final class PgServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PgServer.class.getName());
    private static final int BACKLOG = 1024;
    /** Sockets beyond the sessions allowed: for requests to cancel, and to tell others that there is no room. */
    private static final int SPARE_SOCKETS = 64;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final PgServerConfig config;
    private final SessionClient client;
    private final ServerSocket listener;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sessions = new AtomicInteger();
    /** Answered once it listens no more and the last connection has gone by itself. */
    private final Promise<Boolean> drained = new Promise<>();

    private PgServer(PgServerConfig config, SessionClient client, ServerSocket listener) {
        this.config = config;
        this.client = client;
        this.listener = listener;
    }

    /** Listens; throws {@link ExternalException} when the address cannot be had. */
    public static PgServer start(PgServerConfig config, SessionClient client) {
        PgServer server = new PgServer(config, client, bind(config.bind()));
        config.threads().newThread(server::accept).start();
        return server;
    }

    private static ServerSocket bind(InetSocketAddress address) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            return socket;
        } catch (IOException e) {
            throw ExternalException.permanent("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /** Where it listens, with the port that was found free. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Sessions open now. */
    public int sessions() {
        return sessions.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                if (connections.size() >= (long) config.access().maxConnections() + SPARE_SOCKETS) {
                    socket.close();
                    continue;
                }
                Connection connection = new Connection(this, socket);
                connections.add(connection);
                config.threads().newThread(connection).start();
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.log(System.Logger.Level.WARNING, "accepting a connection failed", e);
                }
            }
        }
    }

    PgServerConfig config() {
        return config;
    }

    SessionClient client() {
        return client;
    }

    /** Takes a place for a session; false when there is none. */
    boolean admit() {
        if (sessions.incrementAndGet() <= config.access().maxConnections()) {
            return true;
        }
        sessions.decrementAndGet();
        return false;
    }

    void release() {
        sessions.decrementAndGet();
    }

    void closed(Connection connection) {
        connections.remove(connection);
        noteDrained();
    }

    private void noteDrained() {
        if (listener.isClosed() && connections.isEmpty()) {
            drained.complete(true);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "listener would not close", e);
        }
        connections.forEach(Connection::stop);
        noteDrained();
        if (!allGoneWithin(GRACE)) {
            connections.forEach(Connection::kill);
        }
    }

    private boolean allGoneWithin(Duration grace) {
        try {
            return drained.await(grace).isPresent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
