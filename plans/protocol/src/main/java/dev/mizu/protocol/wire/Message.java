package dev.mizu.protocol.wire;

import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.StorageCommand;
import dev.mizu.protocol.StorageResponse;
import java.util.List;

/** What crosses a connection between brain and replica after the handshake. */
public sealed interface Message {
    /** To the replica. */
    record Compute(ComputeCommand command) implements Message {}

    /** To the replica. */
    record Storage(StorageCommand command) implements Message {}

    /** To the replica: the answer to its call of that number. */
    record Answer(long call, StoreAnswer answer) implements Message {}

    /** To the replica: others appended to histories that it has read. */
    record Appended(Location location, List<StoreCall.Append> appends) implements Message {
        public Appended {
            appends = List.copyOf(appends);
        }
    }

    /** To the replica: others may have appended what was not told. */
    record Untold(Location location) implements Message {}

    /** From the replica. */
    record ComputeSays(ComputeResponse response) implements Message {}

    /** From the replica. */
    record StorageSays(StorageResponse response) implements Message {}

    /** From the replica: to be answered, in any order. */
    record Call(long call, StoreCall question) implements Message {}
}
