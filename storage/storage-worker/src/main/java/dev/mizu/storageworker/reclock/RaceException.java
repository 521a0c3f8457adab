package dev.mizu.storageworker.reclock;

/** Somebody else moved the shards of this ingestion: what is in memory is no longer what is stored. */
public final class RaceException extends RuntimeException {
    RaceException(String message) {
        super(message, null, false, false);
    }
}
