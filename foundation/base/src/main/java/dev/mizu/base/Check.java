package dev.mizu.base;

/** Invariants of our own. A failed check is a bug: the owner stops and the process restarts from durable state. */
public final class Check {
    private Check() {}

    /** Throws {@link InvariantException} unless {@code holds}. */
    public static void that(boolean holds, String message) {
        if (!holds) {
            throw new InvariantException(message);
        }
    }

    /** Like {@link #that(boolean, String)}; the message is formatted only on failure. */
    public static void that(boolean holds, String format, Object... args) {
        if (!holds) {
            throw new InvariantException(String.format(format, args));
        }
    }

    /** For a branch that cannot be reached: {@code throw Check.unreachable("why")}. */
    public static InvariantException unreachable(String message) {
        return new InvariantException(message);
    }

    /** A broken invariant of ours. */
    public static final class InvariantException extends RuntimeException {
        public InvariantException(String message) {
            super(message);
        }
    }
}
