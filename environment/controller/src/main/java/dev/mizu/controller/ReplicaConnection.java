package dev.mizu.controller;

import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.StorageCommand;

/** A live replica. Sending never blocks for long and keeps the order; {@link #close} ends the replica. */
public interface ReplicaConnection extends AutoCloseable {
    void send(ComputeCommand command);

    void send(StorageCommand command);

    @Override
    void close();
}
