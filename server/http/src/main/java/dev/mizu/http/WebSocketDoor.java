package dev.mizu.http;

import dev.mizu.base.error.SqlException;
import dev.mizu.session.ParameterStatus;
import dev.mizu.session.Session;
import dev.mizu.session.SessionClient;
import dev.mizu.session.StartupRequest;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/**
 * SQL over one WebSocket. The socket's thread takes messages and notices the close; a worker runs the statements, in
 * order, so that a stream without end does not stop the reading.
 */
final class WebSocketDoor implements WsListener {
    private static final System.Logger LOG = System.getLogger(WebSocketDoor.class.getName());
    private static final int PROTOCOL_ERROR = 1002;
    private static final int MAX_PIPELINED = 1000;
    private static final int MAX_REASON_BYTES = 120;

    private final HttpDoorConfig config;
    private final SessionClient client;
    private final Identity identity;
    private final LinkedBlockingQueue<String> inbox = new LinkedBlockingQueue<>(MAX_PIPELINED);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<Optional<WebSocketResults>> results = new AtomicReference<>(Optional.empty());
    private final StringBuilder partial = new StringBuilder();
    private Optional<String> trusted = Optional.empty();

    WebSocketDoor(HttpDoorConfig config, SessionClient client, Identity identity) {
        this.config = config;
        this.client = client;
        this.identity = identity;
    }

    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) {
        trusted = identity.trusted(headers.first(HeaderNames.create("x-materialize-user")));
        return Optional.empty();
    }

    @Override
    public void onOpen(WsSession socket) {
        Thread.ofVirtual().name("websocket-sql").start(() -> work(socket));
    }

    @Override
    public void onMessage(WsSession socket, String text, boolean last) {
        take(socket, text, last);
    }

    @Override
    public void onMessage(WsSession socket, BufferData bytes, boolean last) {
        take(socket, bytes.readString(bytes.available(), StandardCharsets.UTF_8), last);
    }

    private void take(WsSession socket, String text, boolean last) {
        partial.append(text);
        if (partial.length() > HttpDoor.MAX_BODY) {
            hangUp(socket, "message is too long");
            return;
        }
        if (last) {
            String message = partial.toString();
            partial.setLength(0);
            if (!inbox.offer(message)) {
                hangUp(socket, "too many requests at once");
            }
        }
    }

    @Override
    public void onClose(WsSession socket, int status, String reason) {
        gone();
    }

    @Override
    public void onError(WsSession socket, Throwable error) {
        LOG.log(System.Logger.Level.DEBUG, "websocket client went away", error);
        gone();
    }

    private void gone() {
        closed.set(true);
        results.get().ifPresent(WebSocketResults::stop);
        // Wakes the worker; a full inbox wakes it as well.
        boolean ignored = inbox.offer("");
    }

    private void hangUp(WsSession socket, String reason) {
        String shown = reason.length() > MAX_REASON_BYTES ? reason.substring(0, MAX_REASON_BYTES) : reason;
        socket.close(PROTOCOL_ERROR, shown);
        gone();
    }

    private void work(WsSession socket) {
        try (Session session = open(inbox.take(), socket)) {
            WebSocketResults out = new WebSocketResults(socket);
            results.set(Optional.of(out));
            for (ParameterStatus parameter : session.parameters()) {
                out.parameter(parameter);
            }
            out.key(session.connectionId(), session.secretKey());
            out.ready(session.transactionStatus());
            out.notices(session.drainNotices());
            while (!closed.get()) {
                String message = nextMessage(session);
                if (!closed.get()) {
                    answer(session, out, message);
                }
            }
        } catch (BadRequest e) {
            hangUp(socket, String.valueOf(e.getMessage()));
        } catch (SqlException e) {
            hangUp(socket, e.error().message());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "websocket conversation ended", e);
            gone();
        }
    }

    /** Waits for it; a client that is silent for too long in a transaction is turned away. */
    private String nextMessage(Session session) throws InterruptedException {
        Optional<Duration> limit = session.idleLimit();
        if (limit.isEmpty()) {
            return inbox.take();
        }
        String message = inbox.poll(limit.get().toNanos(), TimeUnit.NANOSECONDS);
        if (message == null) {
            throw Session.IDLE_TOO_LONG.toException();
        }
        return message;
    }

    private static void answer(Session session, WebSocketResults out, String message) {
        try (AutoCloseable alive = out.keepAlive()) {
            new SqlRunner(session, out).run(SqlRequest.of(SqlRequest.json(message)));
        } catch (BadRequest e) {
            out.error(dev.mizu.base.error.SqlError.of(
                    dev.mizu.base.error.SqlState.PROTOCOL_VIOLATION, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        out.ready(session.transactionStatus());
    }

    /** The first message says who the client is. */
    private Session open(String message, WsSession socket) {
        if (closed.get()) {
            throw Identity.unauthorized();
        }
        JsonNode hello = SqlRequest.json(message);
        String role;
        if (hello.path("token").isString()) {
            role = identity.of("", hello.path("token").stringValue());
        } else if (hello.path("user").isString()) {
            role = identity.of(hello.path("user").stringValue(), hello.path("password").stringValue(""));
        } else {
            role = trusted.orElseThrow(Identity::unauthorized);
        }
        Map<String, String> settings = new LinkedHashMap<>(SqlRequest.settings(hello.path("options")));
        String address = socket.socketContext().remotePeer().host();
        return client.open(new StartupRequest(role, config.internal(), settings, address));
    }
}
