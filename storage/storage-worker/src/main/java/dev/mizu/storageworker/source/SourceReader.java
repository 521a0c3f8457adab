package dev.mizu.storageworker.source;

import java.time.Duration;
import java.util.Optional;

/**
 * One conversation with an upstream, from given positions on. Everything is called on the ingestion's thread. Failures
 * are {@link dev.mizu.base.error.ExternalException}s; after one the reader is closed and another one is opened later.
 */
public interface SourceReader extends AutoCloseable {
    /**
     * The records after those already given, waiting at most {@code wait} for the first of them; empty while the
     * conversation has not begun yet. Must not block for longer: an upstream that does not answer within some seconds
     * is a failure.
     */
    Optional<RecordBatch> poll(Duration wait);

    /** Everything before {@code positions} is durable here, and upstream may be told so. */
    void durable(Positions positions);

    @Override
    void close();
}
