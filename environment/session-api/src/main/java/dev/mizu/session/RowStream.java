package dev.mizu.session;

import dev.mizu.repr.Row;
import java.util.List;
import java.util.Optional;

/** Rows pulled by the door. One thread; {@link #close} may come from any. */
public interface RowStream extends AutoCloseable {
    /**
     * The next rows, waiting for them; never an empty list. Empty when there are no more. Throws
     * {@link dev.mizu.base.error.SqlException} when the statement fails or is cancelled on the way.
     */
    Optional<List<Row>> next();

    /** Gives up the rest. */
    @Override
    void close();

    /** A stream over rows at hand. */
    static RowStream of(List<Row> rows) {
        return new RowStream() {
            private boolean done = rows.isEmpty();

            @Override
            public Optional<List<Row>> next() {
                if (done) {
                    return Optional.empty();
                }
                done = true;
                return Optional.of(rows);
            }

            @Override
            public void close() {
                done = true;
            }
        };
    }
}
