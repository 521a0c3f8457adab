package dev.mizu.persist;

import dev.mizu.persist.location.Consensus;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import java.util.Map;
import java.util.Set;

/**
 * The door to all shards of one location. Owns the location's parts, the in-memory state of every opened shard and one
 * background thread for compaction. Thread-safe. A shard comes to life when it is first opened: empty, with since and
 * upper 0.
 */
public final class PersistClient implements AutoCloseable {
    public static PersistClient open(PersistLocation location) {
        return open(location, PersistOptions.DEFAULT);
    }

    /** @throws dev.mizu.base.error.ExternalException when the folder is owned by another process, or broken */
    public static PersistClient open(PersistLocation location, PersistOptions options) {
        throw new UnsupportedOperationException();
    }

    public Writer openWriter(ShardId shard) {
        throw new UnsupportedOperationException();
    }

    /** A reader that starts at the shard's since. {@code purpose} is for diagnostics. */
    public Reader openReader(ShardId shard, String purpose) {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens the critical hold {@code name} of the shard, creating it at the shard's since.
     *
     * @param token the owner's epoch: an equal or greater one takes the handle over
     * @throws FencedException when the stored token is greater
     */
    public CriticalSince openCriticalSince(ShardId shard, String name, long token) {
        throw new UnsupportedOperationException();
    }

    /** Moves many holds in one durable step. */
    public void downgradeAll(Map<CriticalSince, Long> newSinces) {
        throw new UnsupportedOperationException();
    }

    public MultiShardAppend multiShardAppend() {
        throw new UnsupportedOperationException();
    }

    /** The location's consensus, for small histories of other kinds that live in the same place. */
    public Consensus consensus() {
        throw new UnsupportedOperationException();
    }

    /** The shard's upper; 0 for a shard that was never written. */
    public long upper(ShardId shard) {
        throw new UnsupportedOperationException();
    }

    /** Every shard with state here, finalized ones excluded. */
    public Set<ShardId> shards() {
        throw new UnsupportedOperationException();
    }

    /** Closes the shard for ever and removes its blobs. Safe to repeat, also after a crash in the middle. */
    public void finalizeShard(ShardId shard) {
        throw new UnsupportedOperationException();
    }

    /** Bytes of the shard's live batches, inline and in blobs. */
    public long storedBytes(ShardId shard) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
