package dev.mizu.controller;

import java.util.function.Consumer;

/** Brings replicas to life: as threads of this process, as processes, elsewhere. Thread-safe. */
public interface ReplicaOrchestrator {
    /** Starts a replica; its answers arrive at {@code answers}, on a thread of the replica. */
    ReplicaConnection start(ReplicaSpec spec, Consumer<ReplicaAnswer> answers);
}
