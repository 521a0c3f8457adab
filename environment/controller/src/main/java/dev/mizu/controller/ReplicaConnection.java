package dev.mizu.controller;

import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.StorageCommand;

/**
 * The way to a replica that is online. Sending never blocks for long and keeps the order; without effect once the
 * replica is not there any more.
 */
public interface ReplicaConnection {
    /** The way to a replica that is not online. */
    ReplicaConnection NOWHERE = new ReplicaConnection() {
        @Override
        public void send(ComputeCommand command) {}

        @Override
        public void send(StorageCommand command) {}
    };

    void send(ComputeCommand command);

    void send(StorageCommand command);

    /**
     * Called after reads were sent by a thread that is about to wait for their answers, and that holds nothing: where
     * the replica is of this process, it may do the reads itself.
     */
    default void assist() {}
}
