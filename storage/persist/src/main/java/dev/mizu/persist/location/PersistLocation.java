package dev.mizu.persist.location;

import java.nio.file.Path;

/** Where a set of shards lives. */
public sealed interface PersistLocation {
    /** A local folder, owned by one process at a time. */
    record Folder(Path path) implements PersistLocation {}

    /** This process' memory: gone with the client that opened it. */
    record Memory() implements PersistLocation {}

    /**
     * Given parts, for other stores and for tests; closed with the client.
     *
     * @param shared whether other clients may have the same place open
     */
    record Custom(Blob blob, Consensus consensus, boolean shared) implements PersistLocation {}
}
