package dev.mizu.controller;

import java.util.function.Consumer;

/** Brings replicas to life: as threads of this process, as processes, elsewhere. Thread-safe. */
public interface ReplicaOrchestrator extends AutoCloseable {
    /**
     * Starts a replica, and again whenever it ends by itself. What comes of it, first of all that it is online, arrives
     * at {@code answers}, on any thread, one at a time.
     */
    RunningReplica start(ReplicaSpec spec, Consumer<ReplicaAnswer> answers);

    /** Lets go of what replicas shared; all are closed. */
    @Override
    void close();
}
