package dev.mizu.storageplan;

import dev.mizu.base.id.GlobalId;

/**
 * Gives the contents of a secret to a worker that needs them. Thread-safe; what it gives must reach no log or
 * error.
 */
@FunctionalInterface
public interface SecretReader {
    /** Throws {@link dev.mizu.base.error.ExternalException} when there is no such secret, or it cannot be read. */
    byte[] read(GlobalId secret);
}
