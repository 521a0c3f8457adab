package dev.mizu.protocol;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.expr.Mfp;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** From the compute controller to every replica of a cluster, in order. */
public sealed interface ComputeCommand {
    /** The first command of a connection: all that the replica shall be doing follows, up to {@link Replayed}. */
    record CreateInstance() implements ComputeCommand {}

    /**
     * The replica has heard of all that it shall be doing: of what it did for an earlier connection it goes on with the
     * same, and ends the rest. It answers {@link ComputeResponse.Replayed}.
     */
    record Replayed() implements ComputeCommand {}

    /** Build a dataflow and start it. */
    record CreateDataflow(DataflowDescription description) implements ComputeCommand {}

    /**
     * Nobody will read {@code id} (an export) at times before {@code since}; {@code Timestamps.CLOSED} drops it, and
     * the dataflow when it was the last export.
     */
    record AllowCompaction(GlobalId id, long since) implements ComputeCommand {}

    /** One read at one time; the answer waits until the collection is complete there. */
    record Peek(UUID id, PeekTarget target, long timestamp, Mfp mfp, Finishing finishing) implements ComputeCommand {}

    /** Forget a peek; its answer, if any, is {@code Cancelled}. */
    record CancelPeek(UUID id) implements ComputeCommand {}

    /** What a peek reads. */
    sealed interface PeekTarget {
        /** An index; with keys, only the rows under them (each key row once). */
        record Index(GlobalId id, Optional<List<Row>> keys) implements PeekTarget {}

        /** A shard, without any dataflow. */
        record Shard(GlobalId id, ShardRef shard, RelationType type) implements PeekTarget {}
    }
}
