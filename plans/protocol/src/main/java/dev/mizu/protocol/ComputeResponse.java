package dev.mizu.protocol;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.EvalError;
import dev.mizu.repr.Row;
import java.util.List;
import java.util.UUID;

/** From a replica to the compute controller. */
public sealed interface ComputeResponse {
    /** An export's frontiers: complete before {@code writeFrontier}, readable from {@code readFrontier} on. */
    record Frontiers(GlobalId id, long writeFrontier, long readFrontier, boolean hydrated)
            implements ComputeResponse {}

    /** What follows was said after {@link ComputeCommand.Replayed}; what came before belongs to nobody any more. */
    record Replayed() implements ComputeResponse {}

    /** The answer to a peek. */
    record PeekAnswer(UUID id, PeekResult result) implements ComputeResponse {}

    /**
     * Changes of a subscribe's collection at times in {@code [lower, upper)}, consolidated and in time order.
     *
     * @param error ends the subscribe when present
     */
    record SubscribeBatch(GlobalId id, long lower, long upper, List<Update> updates,
            java.util.Optional<EvalError> error) implements ComputeResponse {
        public SubscribeBatch {
            updates = List.copyOf(updates);
        }
    }

    /** A dataflow failed for good, for example over its memory limit; reads of its exports answer the error. */
    record Failed(GlobalId id, EvalError error) implements ComputeResponse {}

    /** Rows with finishing applied, or why there are none. */
    sealed interface PeekResult {
        /** The rows, repeats spelled out. */
        record Rows(List<Row> rows) implements PeekResult {}

        /** The collection holds an error at that time. */
        record Error(EvalError error) implements PeekResult {}

        /** The time is no longer readable, or the target is gone. */
        record Unreadable(String reason) implements PeekResult {}

        /** Cancelled before it was answered. */
        record Cancelled() implements PeekResult {}
    }

    /** A changed row. */
    record Update(Row row, long time, long diff) {}
}
