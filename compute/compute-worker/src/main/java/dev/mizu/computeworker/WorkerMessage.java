package dev.mizu.computeworker;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeworker.shard.ShardFeed;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeResponse.PeekResult;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** What reaches the loop: commands, and word from the threads that it started. */
sealed interface WorkerMessage {
    record Command(ComputeCommand command) implements WorkerMessage {}

    /** Updates of shards. */
    record Delivered(List<ShardFeed.Delivery> deliveries) implements WorkerMessage {}

    /** A shard could not be read to its end. */
    record FeedFailed(ShardFeed feed, RuntimeException failure) implements WorkerMessage {}

    /** The shard of a sink is written up to a time. */
    record Written(GlobalId export, long upper) implements WorkerMessage {}

    /** A shard peek is answered. */
    record Gathered(UUID peek, PeekResult result) implements WorkerMessage {}

    /** The writer of a sink ended by a failure. */
    record SinkFailed(GlobalId export, RuntimeException failure) implements WorkerMessage {}

    /** Somebody wants to know what the dataflows do; answered on the loop. */
    record Introspect(Consumer<List<DataflowStats>> answer) implements WorkerMessage {}
}
