package dev.mizu.persist;

import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.util.List;

/** The capability to append to one shard. Thread-safe; any number of writers may race. */
public final class Writer implements AutoCloseable {
    public ShardId shard() {
        throw new UnsupportedOperationException();
    }

    /** The shard's upper as of now. */
    public long upper() {
        throw new UnsupportedOperationException();
    }

    /**
     * Moves the upper from {@code expectedUpper} to {@code newUpper} with all updates at times in between. On
     * {@code Ok} the updates are durable. An {@code ExternalException} means that the outcome is not known or that
     * nothing was written; calling again with the same arguments is safe.
     */
    public AppendResult compareAndAppend(Updates updates, long expectedUpper, long newUpper) {
        throw new UnsupportedOperationException();
    }

    /** The same for rows written ahead. */
    public AppendResult compareAndAppend(List<WrittenBatch> batches, long expectedUpper, long newUpper) {
        throw new UnsupportedOperationException();
    }

    /** Starts a batch for many rows: see {@link WrittenBatch}. */
    public BatchBuilder batchBuilder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
