package dev.mizu.controller;

import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.StorageResponse;

/** What comes from a replica. */
public sealed interface ReplicaAnswer {
    /** From its compute half. */
    record Compute(ComputeResponse response) implements ReplicaAnswer {}

    /** From its storage half. */
    record Storage(StorageResponse response) implements ReplicaAnswer {}

    /** The replica is up or went away, with the reason. */
    record Status(boolean online, String reason) implements ReplicaAnswer {}
}
