package dev.mizu.controller;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.expr.Mfp;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One read at one time, to be asked of a cluster; the hold that makes it readable is the caller's.
 *
 * @param id like no other read's that the cluster's replicas may still know
 */
public record Read(UUID id, Target target, long timestamp, Mfp mfp, Finishing finishing) {
    /** What is read. */
    public sealed interface Target {
        /** An index; with keys, only the rows under them. */
        record Index(GlobalId id, Optional<List<Row>> keys) implements Target {}

        /** A stored collection, without any dataflow. */
        record Shard(GlobalId id, ShardRef shard, RelationType type) implements Target {}
    }
}
