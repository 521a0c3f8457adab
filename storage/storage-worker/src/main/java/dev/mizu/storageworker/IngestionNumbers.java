package dev.mizu.storageworker;

import dev.mizu.base.id.GlobalId;
import dev.mizu.protocol.StorageResponse.Statistics;
import dev.mizu.storageworker.source.RecordBatch;
import dev.mizu.storageworker.source.SourceRecord;

/** Counters of one ingestion since it was started here. Owned by its thread. */
final class IngestionNumbers {
    private long messages;
    private long bytes;
    private long staged;
    private long committed;
    private long offsetKnown;
    private long offsetCommitted;

    void received(RecordBatch batch) {
        messages += batch.records().size();
        for (SourceRecord record : batch.records()) {
            bytes += record.key().length + record.value().length;
        }
        offsetKnown = batch.knownEnd();
    }

    void staged(long updates) {
        staged += updates;
    }

    void committed(long updates, long offset) {
        committed += updates;
        offsetCommitted = offset;
        offsetKnown = Math.max(offsetKnown, offset);
    }

    Statistics report(GlobalId id) {
        return new Statistics(id, messages, bytes, staged, committed, offsetKnown, offsetCommitted);
    }
}
