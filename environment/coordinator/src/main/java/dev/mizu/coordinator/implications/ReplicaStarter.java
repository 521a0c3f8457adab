package dev.mizu.coordinator.implications;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.ReplicaId;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.controller.ComputeController;
import dev.mizu.controller.ReplicaAnswer;
import dev.mizu.controller.ReplicaConnection;
import dev.mizu.controller.ReplicaOrchestrator;
import dev.mizu.controller.ReplicaSpec;
import dev.mizu.controller.StorageController;
import dev.mizu.coordinator.introspection.RegionRows;
import dev.mizu.sqlplanner.catalog.CatalogCluster.Replica;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings the replicas that run in line with those of the catalog. Owns their connections; called by one at a time. */
public final class ReplicaStarter implements AutoCloseable {
    private final ReplicaOrchestrator orchestrator;
    private final ComputeController compute;
    private final StorageController storage;
    private final RegionRows rows;
    private final Map<ReplicaId, ReplicaConnection> connections = new HashMap<>();

    public ReplicaStarter(ReplicaOrchestrator orchestrator, ComputeController compute, StorageController storage,
            RegionRows rows) {
        this.orchestrator = orchestrator;
        this.compute = compute;
        this.storage = storage;
        this.rows = rows;
    }

    /** A cluster as it was and as it shall be; empty = not there. */
    public void align(Optional<ClusterEntry> before, Optional<ClusterEntry> after) {
        ClusterId cluster = after.or(() -> before).orElseThrow().id();
        if (before.isEmpty()) {
            compute.createInstance(cluster);
        }
        Set<ReplicaId> wanted = new HashSet<>();
        after.ifPresent(entry -> entry.replicas().forEach(replica -> wanted.add(replica.id())));
        before.ifPresent(entry -> entry.replicas().forEach(replica -> {
            if (!wanted.contains(replica.id())) {
                stop(cluster, replica.id());
            }
        }));
        after.ifPresent(entry -> entry.replicas().forEach(replica -> {
            if (!connections.containsKey(replica.id())) {
                start(entry, replica);
            }
        }));
        if (after.isEmpty()) {
            compute.dropInstance(cluster);
        }
    }

    private void start(ClusterEntry cluster, Replica replica) {
        ReplicaSpec spec = new ReplicaSpec(
                cluster.id(), replica.id(), cluster.name() + "." + replica.name(), replica.size(), 1, 0);
        ReplicaConnection connection = orchestrator.start(spec, answer -> {
            switch (answer) {
                case ReplicaAnswer.Compute(var response) -> compute.answer(cluster.id(), replica.id(), response);
                case ReplicaAnswer.Storage(var response) -> storage.answer(response);
                case ReplicaAnswer.Status(boolean online, String reason) -> rows.replica(replica.id(), online, reason);
            }
        });
        connections.put(replica.id(), connection);
        compute.addReplica(cluster.id(), replica.id(), connection::send);
        storage.addReplica(cluster.id(), replica.id(), connection::send);
    }

    private void stop(ClusterId cluster, ReplicaId replica) {
        compute.dropReplica(cluster, replica);
        storage.dropReplica(cluster, replica);
        rows.gone(replica);
        ReplicaConnection connection = connections.remove(replica);
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public void close() {
        connections.values().forEach(ReplicaConnection::close);
        connections.clear();
    }
}
