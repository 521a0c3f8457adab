package dev.mizu.protocol;

import dev.mizu.base.id.GlobalId;

/** From a replica to the storage controller. */
public sealed interface StorageResponse {
    /** How an ingestion is doing. */
    enum Status {
        STARTING,
        RUNNING,
        STALLED,
        PAUSED,
        CEASED
    }

    /** A change of status; {@code error} is empty when there is none, {@code hint} likewise. */
    record StatusChange(GlobalId id, long epochMillis, Status status, String error, String hint)
            implements StorageResponse {}

    /** Counters since the ingestion was started on this replica. */
    record Statistics(
            GlobalId id, long messagesReceived, long bytesReceived, long updatesStaged, long updatesCommitted,
            long offsetKnown, long offsetCommitted)
            implements StorageResponse {}
}
