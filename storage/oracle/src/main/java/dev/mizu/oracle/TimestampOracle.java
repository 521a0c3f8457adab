package dev.mizu.oracle;

import dev.mizu.base.time.Clock;
import dev.mizu.persist.location.Consensus;

/**
 * The times of one timeline, in milliseconds: strictly growing write times, and read times that see every applied write
 * and precede every later write. A durable high-water mark is reserved ahead, so that an allocation costs no disk write
 * and a restart never goes back, even when the wall clock does. Thread-safe.
 */
public final class TimestampOracle implements AutoCloseable {
    /** @param name the timeline, one history in {@code consensus} */
    public static TimestampOracle open(Consensus consensus, String name, Clock clock) {
        throw new UnsupportedOperationException();
    }

    /** At least every applied write, below every write time allocated from now on. */
    public long readTs() {
        throw new UnsupportedOperationException();
    }

    /** A time above every earlier answer of this oracle; the wall clock if that is ahead. */
    public long allocateWrite() {
        throw new UnsupportedOperationException();
    }

    /** The write time allocated last. */
    public long peekWrite() {
        throw new UnsupportedOperationException();
    }

    /** The write at t is durable and visible: reads are at t or later from now on. */
    public void applied(long t) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
