package dev.mizu.controller;

import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.StorageResponse;

/** What comes from a replica. */
public sealed interface ReplicaAnswer {
    /** From its compute half. */
    record Compute(ComputeResponse response) implements ReplicaAnswer {}

    /** From its storage half. */
    record Storage(StorageResponse response) implements ReplicaAnswer {}

    /** The replica is there and knows nothing yet: it is to be told what it shall be doing. */
    record Online(ReplicaConnection connection) implements ReplicaAnswer {}

    /** The replica is not there, for the time being; whatever it did is gone. */
    record Offline(String reason) implements ReplicaAnswer {}
}
