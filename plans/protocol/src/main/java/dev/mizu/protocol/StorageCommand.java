package dev.mizu.protocol;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.storageplan.IngestionPlan;

/** From the storage controller to the replica that ingests. */
public sealed interface StorageCommand {
    /**
     * Start, or go on with, an ingestion. Where it resumes is in the shards themselves.
     *
     * @param data where rows go (encoded with a leading error column, see {@code storage-worker})
     * @param remap where (upstream position, time) bindings go
     */
    record RunIngestion(GlobalId id, IngestionPlan plan, ShardRef data, ShardRef remap) implements StorageCommand {}

    /** Stop an ingestion; its shards stay. */
    record StopIngestion(GlobalId id) implements StorageCommand {}
}
