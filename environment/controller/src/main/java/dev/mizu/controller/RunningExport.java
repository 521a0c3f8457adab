package dev.mizu.controller;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.ReplicaId;
import java.util.Map;
import java.util.Set;

/** An index or a materialized view that a cluster maintains: what it imports, and how far each replica is with it. */
public record RunningExport(ClusterId cluster, GlobalId id, Set<GlobalId> imports, Map<ReplicaId, Progress> replicas) {
    public RunningExport {
        imports = Set.copyOf(imports);
        replicas = Map.copyOf(replicas);
    }

    /**
     * Of one replica.
     *
     * @param upper its write frontier; {@link dev.mizu.repr.time.Timestamps#MIN} until it said one
     * @param hydrated whether it has produced the whole content once
     */
    public record Progress(long upper, boolean hydrated) {}
}
