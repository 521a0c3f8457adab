package dev.mizu.protocol;

import dev.mizu.base.id.GlobalId;
import dev.mizu.storageplan.IngestionStatus;

/** From a replica to the storage controller. */
public sealed interface StorageResponse {
    /** A change of status; {@code error} is empty when there is none, {@code hint} likewise. */
    record StatusChange(GlobalId id, long epochMillis, IngestionStatus status, String error, String hint)
            implements StorageResponse {}

    /** Counters since the ingestion was started on this replica. */
    record Statistics(
            GlobalId id, long messagesReceived, long bytesReceived, long updatesStaged, long updatesCommitted,
            long offsetKnown, long offsetCommitted)
            implements StorageResponse {}
}
