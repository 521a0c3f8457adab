package dev.mizu.controller;

import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.StorageCommand;

/**
 * The way to a replica that is online. Sending never blocks for long and keeps the order; without effect once the
 * replica is not there any more.
 */
public interface ReplicaConnection {
    void send(ComputeCommand command);

    void send(StorageCommand command);
}
