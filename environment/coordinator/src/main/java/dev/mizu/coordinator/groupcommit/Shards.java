package dev.mizu.coordinator.groupcommit;

import dev.mizu.catalog.StoredShard;
import dev.mizu.computeplan.DataflowDescription.ShardRef;

/** The catalog's and the plans' ways of naming a shard. */
public final class Shards {
    private Shards() {}

    public static ShardRef ref(StoredShard stored) {
        return new ShardRef(stored.shardId(),
                stored.durable() ? ShardRef.Location.DURABLE : ShardRef.Location.MEMORY, stored.table());
    }
}
