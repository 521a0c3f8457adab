package dev.mizu.persist;

import dev.mizu.persist.update.ShardId;
import java.time.Duration;

/**
 * The capability to read one shard from its own since on, which it holds back until it is closed or its lease expires.
 * Thread-safe. A reader whose lease expired throws {@link LeaseExpiredException}, it never reads wrong data.
 */
public final class Reader implements AutoCloseable {
    public ShardId shard() {
        throw new UnsupportedOperationException();
    }

    /** The first time this reader can read. */
    public long since() {
        throw new UnsupportedOperationException();
    }

    /** The first time that is not complete yet. In process it is exact, and cheap. */
    public long upper() {
        throw new UnsupportedOperationException();
    }

    /** Lets go of the times below {@code newSince}; without effect when it is lower than the present since. */
    public void downgradeSince(long newSince) {
        throw new UnsupportedOperationException();
    }

    /** Waits until the upper is above {@code time}; false when the time ran out. */
    public boolean awaitUpperPast(long time, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    /**
     * The collection at {@code asOf}. Waits until it is complete.
     *
     * @throws SinceException when {@code asOf} is below the since
     * @throws UpperTimeoutException when {@code asOf} is not complete in time
     */
    public Snapshot snapshot(long asOf, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    /** All updates at times strictly after {@code asOf}; with a snapshot at the same time it is exact. */
    public Listen listen(long asOf) {
        throw new UnsupportedOperationException();
    }

    /** All updates at times {@code >= from}, times as they are in the shard (those below since are forwarded to it). */
    public Listen listenFrom(long from) {
        throw new UnsupportedOperationException();
    }

    /**
     * Calls {@code wake} after each move of the upper, on the appender's thread: it must be short and must not block.
     */
    public Subscription onUpper(Runnable wake) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
