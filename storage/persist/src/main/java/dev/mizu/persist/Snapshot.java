package dev.mizu.persist;

import dev.mizu.persist.update.Updates;
import java.util.Optional;

/**
 * A collection at one time, read in chunks of bounded size: every update has time {@code asOf}, rows ascend over the
 * whole snapshot, no row occurs twice and no diff is 0. Single-threaded.
 */
public final class Snapshot implements AutoCloseable {
    public long asOf() {
        throw new UnsupportedOperationException();
    }

    /** The next chunk, never an empty one; no chunk means the end. */
    public Optional<Updates> next() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
