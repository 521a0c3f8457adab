package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.catalog.builtin.ReplicaSize;
import dev.mizu.sqlplanner.catalog.CatalogCluster.Replica;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import java.util.ArrayList;
import java.util.List;

/** The replicas that a cluster's definition asks for. */
public final class Clusters {
    private Clusters() {}

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
