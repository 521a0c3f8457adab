package dev.mizu.persist;

import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.util.Map;
import java.util.Set;

/**
 * The tables of a region: shards whose upper is that of one common txns shard, so that a commit touches only what it
 * writes and thousands of idle tables advance for the price of one append. The txns shard's collection is the set of
 * registered tables (row = shard id); a registered shard's own content is complete up to the txns shard's upper, because
 * every write to it goes through one multi-shard append together with the txns shard. Thread-safe.
 */
public final class TableShards implements AutoCloseable {
    /** Opens, creating it if it is new, the txns shard; nothing needs to be recovered. */
    public static TableShards open(PersistClient client, ShardId txns) {
        throw new UnsupportedOperationException();
    }

    /** The common upper of all registered tables. */
    public long upper() {
        throw new UnsupportedOperationException();
    }

    public Set<ShardId> registered() {
        throw new UnsupportedOperationException();
    }

    /** One atomic, durable step: one fsync. {@code UpperMismatch} means that the commit's time is too low. */
    public AppendResult commit(TableCommit commit) {
        throw new UnsupportedOperationException();
    }

    /** Writes at time t; the common upper becomes t + 1. */
    public AppendResult commit(long t, Map<ShardId, Updates> writes) {
        TableCommit commit = new TableCommit(t);
        writes.forEach(commit::write);
        return commit(commit);
    }

    public AppendResult register(long t, ShardId table) {
        return commit(new TableCommit(t).register(table));
    }

    public AppendResult forget(long t, ShardId table) {
        return commit(new TableCommit(t).forget(table));
    }

    /** Makes all tables complete up to and including t, without writes. */
    public AppendResult advance(long t) {
        return commit(new TableCommit(t));
    }

    /** A reader whose upper is the common one as long as the shard is registered. */
    public Reader openReader(ShardId table, String purpose) {
        throw new UnsupportedOperationException();
    }

    /** Calls {@code wake} after each move of the common upper; short and not blocking. */
    public Subscription onUpper(Runnable wake) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
