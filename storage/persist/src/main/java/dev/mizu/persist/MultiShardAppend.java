package dev.mizu.persist;

import java.util.List;

/** Appends to many shards in one atomic, durable step; costs only the shards named. Thread-safe. */
public final class MultiShardAppend {
    /** All or none; on a mismatch the result names the first shard whose upper was not the expected one. */
    public AppendResult append(List<ShardAppend> appends) {
        throw new UnsupportedOperationException();
    }
}
