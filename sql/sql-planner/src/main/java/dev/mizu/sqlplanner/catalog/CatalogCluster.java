package dev.mizu.sqlplanner.catalog;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.ReplicaId;
import dev.mizu.base.id.RoleId;
import java.util.List;

/** A cluster of the catalog. */
public interface CatalogCluster {
    ClusterId id();

    String name();

    RoleId owner();

    /** How it was defined, with what ALTER made of it since. */
    ClusterOptions options();

    List<Replica> replicas();

    /** The items that run on it, for DROP CLUSTER. */
    List<GlobalId> boundItems();

    /** One replica. */
    record Replica(ReplicaId id, String name, String size) {}
}
