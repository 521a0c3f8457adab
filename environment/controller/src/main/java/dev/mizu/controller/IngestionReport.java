package dev.mizu.controller;

import dev.mizu.base.id.GlobalId;
import dev.mizu.storageplan.IngestionStatus;

/** What an ingestion says of itself. */
public sealed interface IngestionReport {
    /** The source that the ingestion feeds. */
    GlobalId source();

    /** A change of status; {@code error} is empty when there is none, {@code hint} likewise. */
    record StatusChange(GlobalId source, long epochMillis, IngestionStatus status, String error, String hint)
            implements IngestionReport {}

    /** Counters since the ingestion was started on its present replica. */
    record Statistics(GlobalId source, Counters counters) implements IngestionReport {}

    /** How much came in and how far the ingestion is; offsets count messages of the outside system. */
    record Counters(
            long messagesReceived, long bytesReceived, long updatesStaged, long updatesCommitted, long offsetKnown,
            long offsetCommitted) {}
}
