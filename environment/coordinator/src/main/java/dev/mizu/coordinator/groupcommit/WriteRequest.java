package dev.mizu.coordinator.groupcommit;

import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.persist.update.Updates;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * What one writer wants to happen at one time, all or nothing.
 *
 * @param writes rows by shard; their times are replaced by the commit's
 * @param registered shards that become tables with this write
 * @param forgotten shards that stop being tables with this write
 * @param unchanged collections' shards that must not have been written after {@code readTime}
 * @param readTime the time at which the writer read, when {@code unchanged} is not empty
 * @param onDurable runs on the committer's thread, with the time, after the write is durable and before anybody can
 *     read at that time; short
 */
public record WriteRequest(
        Map<ShardRef, List<Updates>> writes, Set<ShardRef> registered, Set<ShardRef> forgotten,
        Set<ShardRef> unchanged, long readTime, LongConsumer onDurable) {
    public WriteRequest {
        writes = Map.copyOf(writes);
        registered = Set.copyOf(registered);
        forgotten = Set.copyOf(forgotten);
        unchanged = Set.copyOf(unchanged);
    }

    /** Plain rows. */
    public static WriteRequest of(Map<ShardRef, List<Updates>> writes) {
        return new WriteRequest(writes, Set.of(), Set.of(), Set.of(), 0, time -> {});
    }

    /** Rows computed from what was read at a time; refused when that has changed since. */
    public static WriteRequest validated(
            Map<ShardRef, List<Updates>> writes, Set<ShardRef> unchanged, long readTime) {
        return new WriteRequest(writes, Set.of(), Set.of(), unchanged, readTime, time -> {});
    }
}
