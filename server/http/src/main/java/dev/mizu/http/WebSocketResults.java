package dev.mizu.http;

import dev.mizu.base.error.SqlError;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.Row;
import dev.mizu.repr.text.JsonText;
import dev.mizu.session.Notice;
import dev.mizu.session.ParameterStatus;
import dev.mizu.session.RowStream;
import dev.mizu.session.TransactionStatus;
import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Writes results as WebSocket messages. Statements come from the worker, pings from their own thread, the stop from the
 * socket's: the socket is written under this object's monitor, because the library does not keep frames apart.
 */
final class WebSocketResults implements ResultSink {
    private static final Duration PING_EVERY = Duration.ofSeconds(1);

    private final WsSession socket;
    private final StringBuilder message = new StringBuilder();
    private final AtomicReference<Optional<RowStream>> reading = new AtomicReference<>(Optional.empty());

    WebSocketResults(WsSession socket) {
        this.socket = socket;
    }

    /** Ends the stream that is being read, if there is one. Any thread. */
    void stop() {
        reading.get().ifPresent(RowStream::close);
    }

    /** Pings until it is closed. Waits on a latch: an interrupt in the middle of a write would close the socket. */
    AutoCloseable keepAlive() {
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofVirtual().name("websocket-ping").start(() -> {
            try {
                while (!done.await(PING_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    ping();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException gone) {
                stop();
            }
        });
        return done::countDown;
    }

    // tidy-allow: synchronized, writers take turns, and a write waits for the client, which Exclusive forbids
    private synchronized void ping() {
        socket.ping(BufferData.empty());
    }

    // tidy-allow: synchronized, as for a ping
    private synchronized void send(String type, Consumer<StringBuilder> payload) {
        message.setLength(0);
        message.append("{\"type\":\"").append(type).append("\",\"payload\":");
        payload.accept(message);
        socket.send(message.append('}').toString(), true);
    }

    void parameter(ParameterStatus parameter) {
        send("ParameterStatus", out -> Wire.parameter(parameter, out));
    }

    void key(int connectionId, int secretKey) {
        send("BackendKeyData", out -> out.append("{\"conn_id\":").append(Integer.toUnsignedString(connectionId))
                .append(",\"secret_key\":").append(Integer.toUnsignedString(secretKey)).append('}'));
    }

    void ready(TransactionStatus status) {
        send("ReadyForQuery", out -> out.append('"').append(status.code()).append('"'));
    }

    void notices(List<Notice> notices) {
        for (Notice notice : notices) {
            send("Notice", out -> Wire.notice(notice, out));
        }
    }

    @Override
    public boolean acceptsStreams() {
        return true;
    }

    @Override
    public void starting(boolean rows, boolean streaming) {
        send("CommandStarting", out ->
                out.append("{\"has_rows\":").append(rows).append(",\"is_streaming\":").append(streaming).append('}'));
    }

    @Override
    public void columns(RelationDesc desc) {
        send("Rows", out -> Wire.columns(desc, out));
    }

    @Override
    public void reading(RowStream rows) {
        reading.set(Optional.of(rows));
    }

    @Override
    public boolean rows(RelationDesc desc, List<Row> rows) {
        for (Row row : rows) {
            send("Row", out -> Wire.row(desc, row, out));
        }
        return true;
    }

    @Override
    public void complete(String tag) {
        reading.set(Optional.empty());
        send("CommandComplete", out -> JsonText.quote(tag, out));
    }

    @Override
    public void error(SqlError error) {
        reading.set(Optional.empty());
        send("Error", out -> Wire.error(error, out));
    }

    @Override
    public void after(List<Notice> notices, List<ParameterStatus> parameters) {
        notices(notices);
        parameters.forEach(this::parameter);
    }
}
