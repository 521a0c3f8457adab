package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.controller.Changes;
import dev.mizu.repr.Row;
import dev.mizu.repr.time.Timestamps;
import dev.mizu.session.RowStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The rows of a running SUBSCRIBE. Batches arrive on a replica's thread, rows leave on the session's. */
final class SubscribeStream implements RowStream {
    private static final Duration POLL = Duration.ofMillis(100);

    private final LinkedBlockingQueue<Changes> arrived = new LinkedBlockingQueue<>();
    private final SubscribeOutput output;
    private final SessionState session;
    private final Runnable onClose;
    private final long until;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean finished;
    private List<Row> first;

    /** @param first rows to give before any change, for example the progress row of the start */
    SubscribeStream(SubscribeOutput output, SessionState session, long until, List<Row> first, Runnable onClose) {
        this.output = output;
        this.session = session;
        this.until = until;
        this.first = first;
        this.onClose = onClose;
    }

    /** From the replica. */
    void accept(Changes batch) {
        arrived.add(batch);
    }

    @Override
    public Optional<List<Row>> next() {
        while (true) {
            Optional<List<Row>> rows = next(POLL);
            if (rows.isEmpty() || !rows.get().isEmpty()) {
                return rows;
            }
        }
    }

    /** Like {@link #next()}, but gives an empty list when nothing came in time. */
    Optional<List<Row>> next(Duration atMost) {
        if (!first.isEmpty()) {
            List<Row> start = first;
            first = List.of();
            return Optional.of(start);
        }
        if (finished || closed.get()) {
            return Optional.empty();
        }
        if (session.cancelled()) {
            close();
            throw SessionState.cancelledException();
        }
        try {
            Changes batch = arrived.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return batch == null ? Optional.of(List.of()) : Optional.of(rowsOf(batch));
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw SessionState.cancelledException();
        }
    }

    private List<Row> rowsOf(Changes batch) {
        if (batch.error().isPresent()) {
            close();
            throw new SqlException(batch.error().get().toSqlError());
        }
        if (batch.upper() == Timestamps.CLOSED || batch.upper() >= until) {
            finished = true;
            close();
        }
        return output.rows(batch);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
        }
    }
}
