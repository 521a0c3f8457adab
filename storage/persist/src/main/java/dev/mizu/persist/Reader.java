package dev.mizu.persist;

import dev.mizu.persist.machine.Hold;
import dev.mizu.persist.machine.Pin;
import dev.mizu.persist.update.ShardId;
import java.time.Duration;

/**
 * The capability to read one shard from its own since on, which it holds back until it is closed or its lease expires;
 * its listeners hold for themselves and may outlive it. Thread-safe. A reader whose lease expired throws
 * {@link LeaseExpiredException}, it never reads wrong data.
 */
public final class Reader implements AutoCloseable {
    private final Logical logical;
    private final Hold hold;
    private final Lessee lessee;

    Reader(Logical logical, Hold hold, Lessee lessee) {
        this.logical = logical;
        this.hold = hold;
        this.lessee = lessee;
    }

    public ShardId shard() {
        return logical.machine().shard();
    }

    /** The first time this reader can read. */
    public long since() {
        lessee.check();
        return hold.since();
    }

    /** The first time that is not complete yet. In process it is exact, and cheap. */
    public long upper() {
        return logical.upper();
    }

    /** Lets go of the times below {@code newSince}; without effect when it is lower than the present since. */
    public void downgradeSince(long newSince) {
        lessee.check();
        hold.downgrade(newSince);
    }

    /** Waits until the upper is above {@code time}; false when the time ran out or the thread was interrupted. */
    public boolean awaitUpperPast(long time, Duration timeout) {
        return logical.await(() -> logical.upper() > time, timeout);
    }

    /**
     * The collection at {@code asOf}. Waits until it is complete. Close it, or read it to its end.
     *
     * @throws SinceException when {@code asOf} is below the since
     * @throws UpperTimeoutException when {@code asOf} is not complete in time
     */
    public Snapshot snapshot(long asOf, Duration timeout) {
        lessee.check();
        checkSince(asOf);
        if (!awaitUpperPast(asOf, timeout)) {
            throw new UpperTimeoutException("time " + asOf + " of shard " + shard() + " is not complete: its upper is "
                    + upper());
        }
        Pin pin = logical.view().pin();
        try {
            return new Snapshot(logical.machine(), pin, lessee, asOf);
        } catch (RuntimeException e) {
            pin.close();
            throw e;
        }
    }

    /**
     * All updates at times strictly after {@code asOf}; with a snapshot at the same time it is exact.
     *
     * @throws SinceException when {@code asOf} is below the since
     */
    public Listen listen(long asOf) {
        lessee.check();
        checkSince(asOf);
        return new Listen(logical, lessee, lessee.holdBeside(hold, asOf, asOf + 1), 0);
    }

    /**
     * All updates at times {@code >= from}. Times below the reader's since are forwarded to it, so that {@code from} at
     * or below since gives what a snapshot at since and a listen from there give together.
     */
    public Listen listenFrom(long from) {
        lessee.check();
        long since = hold.since();
        if (from > since) {
            return listen(from - 1);
        }
        return new Listen(logical, lessee, lessee.holdBeside(hold, since, since), since);
    }

    private void checkSince(long asOf) {
        if (asOf < hold.since()) {
            throw new SinceException("time " + asOf + " of shard " + shard() + " is below its since " + hold.since());
        }
    }

    /**
     * Calls {@code wake} after each move of the upper, on the appender's thread: it must be short and must not block.
     */
    public Subscription onUpper(Runnable wake) {
        return logical.onUpper(wake);
    }

    @Override
    public void close() {
        lessee.release(hold);
    }
}
