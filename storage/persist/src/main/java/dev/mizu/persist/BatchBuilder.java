package dev.mizu.persist;

import dev.mizu.persist.update.Updates;

/**
 * Streams many updates to blobs, a bounded part in memory at a time. Single-threaded. Closing it before
 * {@link #finish()} deletes what was written.
 */
public final class BatchBuilder implements AutoCloseable {
    public void add(byte[] row, long time, long diff) {
        throw new UnsupportedOperationException();
    }

    public void addAll(Updates updates) {
        throw new UnsupportedOperationException();
    }

    /** Makes everything durable. */
    public WrittenBatch finish() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
