package dev.mizu.storageplan;

/** Asks an outside system whether it is there and lets us in. Thread-safe. */
@FunctionalInterface
public interface ExternalProbe {
    /**
     * Returns when the system has answered. Waits for a few seconds at most; throws {@link
     * dev.mizu.base.error.ExternalException}, with what the user can do, when it does not answer or refuses us.
     */
    void check(ConnectionPlan connection, SecretReader secrets);
}
