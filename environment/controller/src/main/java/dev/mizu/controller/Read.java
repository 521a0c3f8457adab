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
import java.util.concurrent.atomic.AtomicLong;

/** One read at one time, to be asked of a cluster; the hold that makes it readable is the caller's. */
public record Read(UUID id, Target target, long timestamp, Mfp mfp, Finishing finishing) {
    /** Ids of reads need to differ, not to be secret: random ones cost a tenth of a point read. */
    private static final long PROCESS = UUID.randomUUID().getMostSignificantBits();
    private static final AtomicLong NUMBERS = new AtomicLong();

    /** What is read. */
    public sealed interface Target {
        /** An index; with keys, only the rows under them. */
        record Index(GlobalId id, Optional<List<Row>> keys) implements Target {}

        /** A stored collection, without any dataflow. */
        record Shard(GlobalId id, ShardRef shard, RelationType type) implements Target {}
    }

    public static Read of(Target target, long timestamp, Mfp mfp, Finishing finishing) {
        return new Read(new UUID(PROCESS, NUMBERS.incrementAndGet()), target, timestamp, mfp, finishing);
    }
}
