package dev.mizu.catalog;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.RoleId;
import dev.mizu.sqlplanner.catalog.CatalogCluster.Replica;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import java.util.List;

/** A cluster and its replicas. */
public record ClusterEntry(
        ClusterId id, String name, RoleId owner, ClusterOptions options, List<Replica> replicas) {
    public ClusterEntry {
        replicas = List.copyOf(replicas);
    }

    public ClusterEntry withReplicas(List<Replica> others) {
        return new ClusterEntry(id, name, owner, options, others);
    }
}
