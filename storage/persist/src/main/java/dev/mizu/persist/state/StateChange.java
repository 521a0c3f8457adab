package dev.mizu.persist.state;

import java.util.List;

/** One step of a shard's state. A record in consensus carries one or more of them, applied in order. */
public sealed interface StateChange {
    /** Moves the upper to {@code newUpper}; {@code runs} holds everything that happened since the old upper. */
    record Append(long newUpper, List<Run> runs) implements StateChange {
        public Append {
            runs = List.copyOf(runs);
        }
    }

    /**
     * Puts the result of a compaction in the place of the neighbouring batches from id {@code first} to id
     * {@code last}. Without effect when they are not there any more.
     */
    record Compact(long first, long last, List<Run> runs) implements StateChange {
        public Compact {
            runs = List.copyOf(runs);
        }
    }

    /** Raises the since: times below it may be advanced to it. */
    record AdvanceSince(long since) implements StateChange {}

    /** Creates or replaces a critical hold. */
    record PutCritical(String name, Critical hold) implements StateChange {}

    /** Creates or renews a reader's lease. */
    record PutLease(String reader, Lease lease) implements StateChange {}

    /** Ends a reader's lease. */
    record DropLease(String reader) implements StateChange {}

    /** Closes the shard for ever and lets go of all its batches and holds. */
    record Tombstone() implements StateChange {}

    /** A durable hold on since, owned by whoever opened it with the greatest token. */
    record Critical(long token, long since) {}

    /** A hold on since that ends at {@code expiresAtMillis}, epoch milliseconds. */
    record Lease(long since, long expiresAtMillis) {}
}
