package dev.mizu.persist;

import java.util.List;

/** Appends to many shards in one atomic, durable step; costs only the shards named. Thread-safe. */
public final class MultiShardAppend {
    private final PersistClient client;

    MultiShardAppend(PersistClient client) {
        this.client = client;
    }

    /**
     * All or none; on a mismatch the result names the first shard whose upper was not the expected one. No shard may
     * occur twice. New states become visible in the order of the list.
     */
    public AppendResult append(List<ShardAppend> appends) {
        AppendStep step = new AppendStep();
        try {
            appends.forEach(append -> step.add(client.machine(append.shard()), append));
        } catch (RuntimeException e) {
            step.discard();
            throw e;
        }
        return step.run();
    }
}
