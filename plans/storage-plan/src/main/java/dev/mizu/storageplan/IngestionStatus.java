package dev.mizu.storageplan;

/** How an ingestion is doing. */
public enum IngestionStatus {
    STARTING,
    RUNNING,
    /** Something outside keeps it from going on; it tries again. */
    STALLED,
    PAUSED,
    /** Over for good. */
    CEASED
}
