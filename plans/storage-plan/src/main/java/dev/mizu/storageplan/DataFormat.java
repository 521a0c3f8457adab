package dev.mizu.storageplan;

/** How the bytes of a message's key or value become columns. */
public enum DataFormat {
    /** One jsonb column. */
    JSON,
    /** One text column, UTF-8. */
    TEXT,
    /** One bytea column. */
    BYTES
}
