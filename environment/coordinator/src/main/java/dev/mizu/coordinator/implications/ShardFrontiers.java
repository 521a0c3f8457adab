package dev.mizu.coordinator.implications;

import dev.mizu.computeplan.DataflowDescription.ShardRef;
import java.util.Map;

/** What the coordinator asks of storage without reading it. Thread-safe. */
public interface ShardFrontiers {
    /** The first time at which a shard is not complete; cheap. */
    long upper(ShardRef shard);

    /** The time from which a shard is readable, durably held for the region; takes the hold if it is not held yet. */
    long hold(ShardRef shard);

    /** Moves the region's holds, durably. */
    void downgrade(Map<ShardRef, Long> sinces);

    /** Nobody will read or write the shard again. */
    void drop(ShardRef shard);
}
