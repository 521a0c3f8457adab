package dev.mizu.session;

import java.util.Optional;

/**
 * A running string of statements. Each {@link #next} runs one statement; the rows of the last result must be read to
 * the end or closed before. The implicit transaction commits before the last statement's result is returned.
 */
public interface SimpleQuery extends AutoCloseable {
    /** The next statement's result; empty after the last. An error ends the query: nothing follows. */
    Optional<StatementResult> next();

    /** Rolls back when statements are left. */
    @Override
    void close();
}
