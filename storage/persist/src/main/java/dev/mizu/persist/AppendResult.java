package dev.mizu.persist;

import dev.mizu.persist.update.ShardId;

/** What became of an append. Outcomes that the world spoiled are {@code ExternalException}s. */
public sealed interface AppendResult {
    /** Durable and visible to readers. */
    record Ok() implements AppendResult {}

    /** Nothing was written: the shard's upper is {@code currentUpper}, not the expected one. */
    record UpperMismatch(ShardId shard, long currentUpper) implements AppendResult {}

    /** Whether this is {@link Ok}. */
    default boolean accepted() {
        return this instanceof Ok;
    }
}
