package dev.mizu.persist;

import java.time.Duration;
import java.util.Optional;

/**
 * The changes of one shard after a time, in steps. Holds back the shard's since at its own frontier. Single-threaded,
 * except {@link #onUpper}.
 */
public final class Listen implements AutoCloseable {
    /** All updates with times below it have been given. */
    public long frontier() {
        throw new UnsupportedOperationException();
    }

    /** The next step, waiting for one; empty when none came in time. */
    public Optional<ListenBatch> nextBatch(Duration timeout) {
        throw new UnsupportedOperationException();
    }

    /** The next step if one is there. */
    public Optional<ListenBatch> pollBatch() {
        throw new UnsupportedOperationException();
    }

    /** Like {@link Reader#onUpper}. */
    public Subscription onUpper(Runnable wake) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
