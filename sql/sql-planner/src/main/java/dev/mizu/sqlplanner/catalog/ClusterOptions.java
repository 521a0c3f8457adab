package dev.mizu.sqlplanner.catalog;

import java.util.List;
import java.util.Optional;

/** How a cluster is defined. */
public sealed interface ClusterOptions {
    /** Its replicas are made here: {@code replicationFactor} of them, named r1, r2, .. */
    record Managed(
            String size, int replicationFactor, Optional<Long> introspectionMillis, boolean introspectionDebugging)
            implements ClusterOptions {}

    /** Its replicas are the user's. */
    record Unmanaged(List<ReplicaDefinition> replicas) implements ClusterOptions {
        public Unmanaged {
            replicas = List.copyOf(replicas);
        }
    }

    /** One replica; {@code introspectionMillis} empty = introspection is off. */
    record ReplicaDefinition(
            String name, String size, Optional<String> availabilityZone, Optional<Long> introspectionMillis) {}
}
