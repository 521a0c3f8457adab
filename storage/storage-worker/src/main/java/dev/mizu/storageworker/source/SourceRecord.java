package dev.mizu.storageworker.source;

/**
 * One record of an upstream. Key and value are bytes as upstream holds them, or {@link #ABSENT}; a source that makes
 * its own rows gives them as value, encoded.
 *
 * @param output which of the source's outputs it belongs to
 * @param diff 1, or -1 when a source that makes its own rows takes one back
 */
public record SourceRecord(
        int output, int partition, long offset, long epochMillis, byte[] key, byte[] value, long diff) {
    /** Stands for a missing key or value; it is this very array, not any empty one. */
    public static final byte[] ABSENT = new byte[0];

    /** A message of a log. */
    public static SourceRecord message(int partition, long offset, long epochMillis, byte[] key, byte[] value) {
        return new SourceRecord(0, partition, offset, epochMillis, key, value, 1);
    }

    /** A row of an output. */
    public static SourceRecord row(int output, long offset, byte[] row, long diff) {
        return new SourceRecord(output, 0, offset, 0, ABSENT, row, diff);
    }

    public boolean hasKey() {
        return key != ABSENT;
    }

    public boolean hasValue() {
        return value != ABSENT;
    }
}
