package dev.mizu.standalone;

import dev.mizu.clusterd.Replica;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.controller.ReplicaAnswer;
import dev.mizu.controller.ReplicaConnection;
import dev.mizu.controller.ReplicaOrchestrator;
import dev.mizu.controller.ReplicaSpec;
import dev.mizu.controller.RunningReplica;
import dev.mizu.coordinator.bootstrap.RegionStorage;
import dev.mizu.coordinator.secret.SecretStore;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.StorageCommand;
import java.util.function.Consumer;

/** Replicas as threads of this process, over the same opened storage. */
final class ThreadOrchestrator implements ReplicaOrchestrator {
    private final RegionStorage storage;
    private final SecretStore secrets;
    private final Consumer<Throwable> onFailure;

    ThreadOrchestrator(RegionStorage storage, SecretStore secrets, Consumer<Throwable> onFailure) {
        this.storage = storage;
        this.secrets = secrets;
        this.onFailure = onFailure;
    }

    @Override
    public RunningReplica start(ReplicaSpec spec, Consumer<ReplicaAnswer> answers) {
        Replica replica = Replica.start(spec.name(), new Replica.Surroundings(access(), storage::client, secrets,
                new Replica.Answers(response -> answers.accept(new ReplicaAnswer.Compute(response)),
                        response -> answers.accept(new ReplicaAnswer.Storage(response)), onFailure), Long.MAX_VALUE));
        answers.accept(new ReplicaAnswer.Online(new ReplicaConnection() {
            @Override
            public void send(ComputeCommand command) {
                if (command instanceof ComputeCommand.Peek peek) {
                    replica.ask(peek);
                } else {
                    replica.send(command);
                }
            }

            @Override
            public void assist() {
                replica.assist();
            }

            @Override
            public void send(StorageCommand command) {
                replica.send(command);
            }
        }));
        return replica::close;
    }

    @Override
    public void close() {}

    private ShardAccess access() {
        return new ShardAccess.Locations(
                storage.client(Location.DURABLE), storage.tables(Location.DURABLE),
                storage.client(Location.MEMORY), storage.tables(Location.MEMORY));
    }
}
