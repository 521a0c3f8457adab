package dev.mizu.protocol;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.storageplan.IngestionPlan;
import java.util.List;

/** From the storage controller to the replica that ingests. */
public sealed interface StorageCommand {
    /**
     * Start, or go on with, an ingestion. Where it resumes is in the shards themselves: their uppers, and the bindings
     * of (upstream position, time) in {@code progress}, which is the source's progress collection.
     *
     * @param outputs one shard for each output of the plan, in order; rows as {@link dev.mizu.expr.ShardRow} says
     */
    record RunIngestion(GlobalId id, IngestionPlan plan, List<ShardRef> outputs, ShardRef progress)
            implements StorageCommand {
        public RunIngestion {
            outputs = List.copyOf(outputs);
        }
    }

    /** Stop an ingestion; its shards stay. */
    record StopIngestion(GlobalId id) implements StorageCommand {}
}
