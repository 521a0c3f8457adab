package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.ReplicaId;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.catalog.builtin.ReplicaSize;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.sqlplanner.catalog.CatalogCluster.Replica;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The replicas of clusters: those that a definition asks for, and the one that a session asks for. */
public final class Clusters {
    /** The variable that names the replica that a session reads from. */
    static final String REPLICA = "cluster_replica";

    private Clusters() {}

    /** The replica of a cluster that the session's reads go to; empty = any. 42704 when it is none of the cluster's. */
    static Optional<ReplicaId> pinned(SessionState session, CatalogState catalog, ClusterId cluster) {
        String name = session.settings().get(REPLICA);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        ClusterEntry entry = catalog.cluster(cluster).orElseThrow(() -> new SqlException(
                SqlState.UNDEFINED_OBJECT, "the cluster was dropped concurrently"));
        return Optional.of(entry.replicas().stream().filter(replica -> replica.name().equals(name)).findFirst()
                .orElseThrow(() -> new SqlException(SqlState.UNDEFINED_OBJECT,
                        "cluster replica '" + entry.name() + "." + name + "' does not exist")).id());
    }

    /** Keeps replicas that fit the definition, by name and size; makes the others. */
    public static List<Replica> replicas(ClusterOptions options, List<Replica> present, IdAllocation ids) {
        List<Replica> wanted = new ArrayList<>();
        switch (options) {
            case ClusterOptions.Managed managed -> {
                for (int i = 1; i <= managed.replicationFactor(); i++) {
                    wanted.add(replica("r" + i, managed.size(), present, ids));
                }
            }
            case ClusterOptions.Unmanaged unmanaged -> unmanaged.replicas().forEach(definition ->
                    wanted.add(replica(definition.name(), definition.size(), present, ids)));
        }
        return wanted;
    }

    private static Replica replica(String name, String size, List<Replica> present, IdAllocation ids) {
        if (!ReplicaSize.NAMES.contains(size)) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "unknown cluster replica size " + size);
        }
        return present.stream().filter(r -> r.name().equals(name) && r.size().equals(size)).findFirst()
                .orElseGet(() -> new Replica(ids.replica(), name, size));
    }
}
