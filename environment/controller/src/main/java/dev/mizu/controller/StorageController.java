package dev.mizu.controller;

import dev.mizu.base.concurrent.Exclusive;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.ReplicaId;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.protocol.StorageCommand;
import dev.mizu.protocol.StorageCommand.RunIngestion;
import dev.mizu.protocol.StorageResponse;
import dev.mizu.storageplan.IngestionPlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which ingestion runs where. An ingestion runs on one replica of its cluster, the first that is there; when that goes
 * away the next one takes over, which is safe because its appends are compared with the shards' uppers. Owns the
 * intents, under one short section; thread-safe.
 */
public final class StorageController {
    private final Exclusive section = new Exclusive();
    private final Map<ClusterId, Instance> instances = new HashMap<>();
    private final Consumer<IngestionReport> listener;

    private static final class Instance {
        private final Map<ReplicaId, Consumer<StorageCommand>> replicas = new LinkedHashMap<>();
        private final Map<GlobalId, RunIngestion> ingestions = new LinkedHashMap<>();

        Optional<Consumer<StorageCommand>> active() {
            return replicas.values().stream().findFirst();
        }
    }

    /** @param listener hears what replicas say of ingestions, on their threads; short */
    public StorageController(Consumer<IngestionReport> listener) {
        this.listener = listener;
    }

    public void addReplica(ClusterId cluster, ReplicaId id, Consumer<StorageCommand> connection) {
        section.run(() -> {
            Instance instance = instances.computeIfAbsent(cluster, c -> new Instance());
            boolean first = instance.replicas.isEmpty();
            instance.replicas.put(id, connection);
            if (first) {
                instance.ingestions.values().forEach(connection);
            } else {
                // It may be back after another one has taken over.
                instance.ingestions.keySet().forEach(
                        ingestion -> connection.accept(new StorageCommand.StopIngestion(ingestion)));
            }
        });
    }

    public void dropReplica(ClusterId cluster, ReplicaId id) {
        section.run(() -> {
            Instance instance = instances.get(cluster);
            if (instance == null) {
                return;
            }
            boolean wasActive = instance.replicas.keySet().stream().findFirst().filter(id::equals).isPresent();
            instance.replicas.remove(id);
            if (wasActive) {
                instance.active().ifPresent(next -> instance.ingestions.values().forEach(next));
            }
        });
    }

    /** What an ingestion writes: a shard for each output of its plan, in order, and its progress. */
    public record Targets(List<ShardRef> outputs, ShardRef progress) {}

    public void run(ClusterId cluster, GlobalId id, IngestionPlan plan, Targets targets) {
        RunIngestion ingestion = new RunIngestion(id, plan, targets.outputs(), targets.progress());
        section.run(() -> {
            Instance instance = instances.computeIfAbsent(cluster, c -> new Instance());
            instance.ingestions.put(ingestion.id(), ingestion);
            instance.active().ifPresent(replica -> replica.accept(ingestion));
        });
    }

    public void stop(ClusterId cluster, GlobalId id) {
        section.run(() -> {
            Instance instance = instances.get(cluster);
            if (instance != null && instance.ingestions.remove(id) != null) {
                instance.active().ifPresent(replica -> replica.accept(new StorageCommand.StopIngestion(id)));
            }
        });
    }

    /** What a replica says. */
    public void answer(StorageResponse response) {
        listener.accept(switch (response) {
            case StorageResponse.StatusChange change -> new IngestionReport.StatusChange(
                    change.id(), change.epochMillis(), change.status(), change.error(), change.hint());
            case StorageResponse.Statistics s -> new IngestionReport.Statistics(s.id(),
                    new IngestionReport.Counters(s.messagesReceived(), s.bytesReceived(), s.updatesStaged(),
                            s.updatesCommitted(), s.offsetKnown(), s.offsetCommitted()));
        });
    }
}
