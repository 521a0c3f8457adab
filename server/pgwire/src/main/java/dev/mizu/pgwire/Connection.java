package dev.mizu.pgwire;

import dev.mizu.base.concurrent.Deadline;
import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.session.Session;
import dev.mizu.session.SessionClient;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One client from accept to close, on a thread of its own. The shutdown comes from another thread: it may speak to
 * the client only while this one waits for a message, which the state word decides.
 */
final class Connection implements Runnable {
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());
    private static final Duration STARTUP_TIMEOUT = Duration.ofMinutes(1);
    private static final int LINGER_MILLIS = 1_000;
    private static final int LINGER_BYTES = 64 << 20;
    private static final int BUSY = 0;
    private static final int IDLE = 1;
    private static final int STOPPING = 2;
    private static final SqlError SHUTDOWN =
            SqlError.of(SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command");

    private final PgServer server;
    private final Socket accepted;
    private final AtomicInteger state = new AtomicInteger(BUSY);
    /** The writer, once the client may be spoken to; read by the thread that shuts down. */
    private final AtomicReference<Handshake> established = new AtomicReference<>();

    Connection(PgServer server, Socket accepted) {
        this.server = server;
        this.accepted = accepted;
    }

    @Override
    public void run() {
        // Not a timeout of the socket: one timed read would leave it polling before every later read.
        try (accepted; Deadline startup = Deadline.start("pgwire-startup", STARTUP_TIMEOUT, this::kill)) {
            accepted.setTcpNoDelay(true);
            accepted.setKeepAlive(true);
            Handshake handshake = new Handshake(server.config(), accepted);
            try {
                speak(handshake, startup);
            } finally {
                handshake.socket().close();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "client went away", e);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "connection failed on a bug", e);
        } finally {
            server.closed(this);
        }
    }

    private void speak(Handshake handshake, Deadline startup) throws IOException {
        try {
            switch (handshake.run()) {
                case Handshake.Outcome.Cancel cancel ->
                        server.client().cancel(cancel.connectionId(), cancel.secretKey());
                case Handshake.Outcome.Start start -> converse(handshake, start, startup);
            }
        } catch (SqlException e) {
            turnAway(handshake, e.error());
        } catch (ProtocolException e) {
            turnAway(handshake, e.error());
        }
    }

    /** Says why and hangs up, but not before the client, which may still be sending, has had time to hear it. */
    private static void turnAway(Handshake handshake, SqlError error) throws IOException {
        farewell(handshake, error);
        handshake.socket().shutdownOutput();
        handshake.socket().setSoTimeout(LINGER_MILLIS);
        handshake.reader().discard(LINGER_BYTES);
    }

    private static void farewell(Handshake handshake, SqlError error) throws IOException {
        handshake.writer().error("FATAL", error);
        handshake.writer().flush();
    }

    private void converse(Handshake handshake, Handshake.Outcome.Start start, Deadline startup) throws IOException {
        SessionClient client = server.client();
        if (!server.admit()) {
            throw new ProtocolException(SqlState.INSUFFICIENT_RESOURCES, "creating connection would violate "
                    + "max_connections limit (desired: " + (server.config().access().maxConnections() + 1)
                    + ", limit: " + server.config().access().maxConnections() + ")");
        }
        try (Session session = client.open(start.request())) {
            startup.close();
            established.set(handshake);
            Conversation conversation = new Conversation(session, handshake.reader(), handshake.writer());
            try {
                conversation.greet();
                answer(conversation, handshake);
            } finally {
                conversation.closePortals();
            }
        } finally {
            server.release();
        }
    }

    private void answer(Conversation conversation, Handshake handshake) throws IOException {
        MessageReader reader = handshake.reader();
        while (true) {
            if (reader.buffered() == 0) {
                if (!state.compareAndSet(BUSY, IDLE)) {
                    throw new ProtocolException(SHUTDOWN);
                }
                boolean more = awaitMessage(handshake, conversation.idleLimit());
                if (!more || !state.compareAndSet(IDLE, BUSY)) {
                    return;
                }
            } else if (state.get() == STOPPING) {
                throw new ProtocolException(SHUTDOWN);
            }
            if (!conversation.answerNext()) {
                return;
            }
        }
    }

    private static boolean awaitMessage(Handshake handshake, Optional<Duration> idleLimit) throws IOException {
        if (idleLimit.isEmpty()) {
            return handshake.reader().awaitMessage();
        }
        Duration patience = idleLimit.get();
        handshake.socket().setSoTimeout((int) Math.clamp(patience.toMillis(), 1, Integer.MAX_VALUE));
        try {
            return handshake.reader().awaitMessage(patience);
        } catch (SocketTimeoutException e) {
            throw new ProtocolException(Session.IDLE_TOO_LONG);
        } finally {
            handshake.socket().setSoTimeout(0);
        }
    }

    /** Asks for the end: an idle client is told at once, a busy one after its statement. Any thread. */
    void stop() {
        if (state.getAndSet(STOPPING) == IDLE) {
            try {
                farewell(established.get(), SHUTDOWN);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "client went away", e);
            }
            kill();
        }
    }

    /** Ends it whatever it is doing. Any thread. */
    void kill() {
        try {
            accepted.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "socket would not close", e);
        }
    }
}
