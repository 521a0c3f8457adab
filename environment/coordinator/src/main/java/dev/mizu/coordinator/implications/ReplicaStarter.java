package dev.mizu.coordinator.implications;

import dev.mizu.base.concurrent.Exclusive;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.ReplicaId;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.catalog.builtin.ReplicaSize;
import dev.mizu.controller.ComputeController;
import dev.mizu.controller.ReplicaAnswer;
import dev.mizu.controller.ReplicaOrchestrator;
import dev.mizu.controller.ReplicaSpec;
import dev.mizu.controller.RunningReplica;
import dev.mizu.controller.StorageController;
import dev.mizu.coordinator.introspection.RegionRows;
import dev.mizu.sqlplanner.catalog.CatalogCluster.Replica;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings the replicas that run in line with those of the catalog. Owns them; called by one at a time, and by them. */
public final class ReplicaStarter implements AutoCloseable {
    private final ReplicaOrchestrator orchestrator;
    private final ComputeController compute;
    private final StorageController storage;
    private final RegionRows rows;
    private final Map<ReplicaId, RunningReplica> running = new HashMap<>();
    private final Exclusive section = new Exclusive();
    /** Those whose comings and goings matter. Guarded by the section. */
    private final Set<ReplicaId> wanted = new HashSet<>();

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
        Set<ReplicaId> kept = new HashSet<>();
        after.ifPresent(entry -> entry.replicas().forEach(replica -> kept.add(replica.id())));
        before.ifPresent(entry -> entry.replicas().forEach(replica -> {
            if (!kept.contains(replica.id())) {
                stop(cluster, replica.id());
            }
        }));
        after.ifPresent(entry -> entry.replicas().forEach(replica -> {
            if (!running.containsKey(replica.id())) {
                start(entry, replica);
            }
        }));
        if (after.isEmpty()) {
            compute.dropInstance(cluster);
        }
    }

    private void start(ClusterEntry cluster, Replica replica) {
        long memory = ReplicaSize.ALL.stream().filter(size -> size.name().equals(replica.size()))
                .mapToLong(ReplicaSize::memoryBytes).findFirst().orElse(0);
        ReplicaSpec spec = new ReplicaSpec(
                cluster.id(), replica.id(), cluster.name() + "." + replica.name(), replica.size(), 1, memory);
        section.run(() -> wanted.add(replica.id()));
        compute.expectReplica(cluster.id(), replica.id());
        running.put(replica.id(), orchestrator.start(spec, answer -> hear(cluster.id(), replica.id(), answer)));
    }

    private void hear(ClusterId cluster, ReplicaId replica, ReplicaAnswer answer) {
        switch (answer) {
            case ReplicaAnswer.Compute(var response) -> compute.answer(cluster, replica, response);
            case ReplicaAnswer.Storage(var response) -> storage.answer(response);
            case ReplicaAnswer.Online(var connection) -> ifWanted(replica, () -> {
                compute.addReplica(cluster, replica, connection);
                storage.addReplica(cluster, replica, connection::send);
                rows.replica(replica, true, "");
            });
            case ReplicaAnswer.Offline(String reason) -> ifWanted(replica, () -> {
                storage.dropReplica(cluster, replica);
                compute.loseReplica(cluster, replica);
                rows.replica(replica, false, reason);
            });
        }
    }

    /** A replica may come and go while it is being dropped. */
    private void ifWanted(ReplicaId replica, Runnable change) {
        section.run(() -> {
            if (wanted.contains(replica)) {
                change.run();
            }
        });
    }

    private void stop(ClusterId cluster, ReplicaId replica) {
        section.run(() -> {
            wanted.remove(replica);
            compute.dropReplica(cluster, replica);
            storage.dropReplica(cluster, replica);
            rows.gone(replica);
        });
        RunningReplica ended = running.remove(replica);
        if (ended != null) {
            ended.close();
        }
    }

    @Override
    public void close() {
        section.run(wanted::clear);
        running.values().forEach(RunningReplica::close);
        running.clear();
    }
}
