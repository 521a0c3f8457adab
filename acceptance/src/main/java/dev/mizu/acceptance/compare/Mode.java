package dev.mizu.acceptance.compare;

/** The ways to put one question. All give the same rows. */
public enum Mode {
    /** The query itself, as text. */
    SELECT,
    /** The query as a prepared statement, its values as parameters, values and results in binary where there is one. */
    PREPARED,
    /** A view with an index on it. */
    VIEW,
    /** A materialized view. */
    MATERIALIZED,
    /** What the changes of a subscription to the materialized view add up to. */
    SUBSCRIBED;

    /** Whether it reads something that the engine has kept right since before the changes. */
    boolean maintained() {
        return this != SELECT && this != PREPARED;
    }
}
