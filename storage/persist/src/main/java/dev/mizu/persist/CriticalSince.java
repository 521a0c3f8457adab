package dev.mizu.persist;

import dev.mizu.persist.update.ShardId;

/**
 * A durable hold on a shard's since that never expires; the region's controller keeps one per collection. Opening it
 * with a greater token takes it over: the former owner's calls then throw {@link FencedException}. Thread-safe.
 */
public final class CriticalSince implements AutoCloseable {
    public ShardId shard() {
        throw new UnsupportedOperationException();
    }

    /** The hold. */
    public long since() {
        throw new UnsupportedOperationException();
    }

    /** Moves the hold, durably; without effect when {@code newSince} is lower. {@link Long#MAX_VALUE} lets all go. */
    public void downgrade(long newSince) {
        throw new UnsupportedOperationException();
    }

    /** Forgets the handle in memory; the durable hold stays. */
    @Override
    public void close() {}
}
