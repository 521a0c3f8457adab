package dev.mizu.coordinator.groupcommit;

/** What became of a write. */
public sealed interface WriteOutcome {
    /** Durable, and visible to every read from {@code time} on. */
    record Committed(long time) implements WriteOutcome {}

    /** Nothing was written: what the writer had read has changed since. */
    record Conflict() implements WriteOutcome {}
}
