package dev.mizu.persist;

import dev.mizu.persist.update.ShardId;

/** Rows that are already durable but belong to no shard yet: append them once, or {@link #delete()} them. */
public final class WrittenBatch {
    public ShardId shard() {
        throw new UnsupportedOperationException();
    }

    /** Updates in it. */
    public long count() {
        throw new UnsupportedOperationException();
    }

    /** The same batch with every time at least {@code floor}: how a COPY gets its commit time. */
    public WrittenBatch forwardedTo(long floor) {
        throw new UnsupportedOperationException();
    }

    /** Removes the blobs of a batch that will not be appended. */
    public void delete() {
        throw new UnsupportedOperationException();
    }
}
