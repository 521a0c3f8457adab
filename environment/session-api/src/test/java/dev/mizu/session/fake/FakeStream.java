package dev.mizu.session.fake;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Row;
import dev.mizu.session.RowStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rows that come until it is closed or cancelled. */
final class FakeStream implements RowStream {
    private static final List<Row> END = List.of();

    private final LinkedBlockingQueue<List<Row>> queue = new LinkedBlockingQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    void push(List<Row> rows) {
        queue.add(rows);
    }

    void cancel() {
        cancelled.set(true);
        queue.add(END);
    }

    boolean isClosed() {
        return closed.get();
    }

    @Override
    public Optional<List<Row>> next() {
        try {
            List<Row> rows = queue.take();
            if (cancelled.get()) {
                throw new SqlException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
            }
            return rows.isEmpty() ? Optional.empty() : Optional.of(rows);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closed.set(true);
        queue.add(END);
    }
}
