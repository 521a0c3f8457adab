package dev.mizu.protocol.wire;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import java.util.List;

/** What a replica asks of the brain's stores. */
public sealed interface StoreCall {
    /** The newest entry of a history. */
    record Head(Location location, String key) implements StoreCall {}

    /** Entries of a history from a sequence number on; from now on its appends are told. */
    record Scan(Location location, String key, long fromSeqno, int limit) implements StoreCall {}

    /** One entry more for each history, all or none. */
    record CompareAndSet(Location location, List<Append> appends) implements StoreCall {
        public CompareAndSet {
            appends = List.copyOf(appends);
        }
    }

    /** Entries below a sequence number may go. */
    record Truncate(Location location, String key, long belowSeqno) implements StoreCall {}

    /** The names of all histories. */
    record Keys(Location location) implements StoreCall {}

    /** A blob, or a part of it. */
    record BlobGet(Location location, String key, long offset, int length) implements StoreCall {}

    record BlobPut(Location location, String key, byte[] value) implements StoreCall {}

    record BlobDelete(Location location, String key) implements StoreCall {}

    record BlobList(Location location, String prefix) implements StoreCall {}

    /** The contents of a secret. */
    record Secret(GlobalId id) implements StoreCall {}

    /** The entry to append to a history. */
    record Append(String key, long seqno, byte[] value) {}
}
