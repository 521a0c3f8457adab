package dev.mizu.repr;

/** How a value is held, whatever SQL calls its type. One {@link Datum} record and one vector layout each. */
public enum PhysicalType {
    BOOL,
    /** Everything that fits 64 bits: integers, oids, dates (days), times and timestamps (microseconds). */
    INT,
    FLOAT,
    NUMERIC,
    TEXT,
    BYTES,
    INTERVAL,
    UUID,
    JSON,
    ARRAY,
    LIST,
    MAP,
    RECORD,
    RANGE
}
