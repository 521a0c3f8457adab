package dev.mizu.oracle;

import dev.mizu.base.Check;
import dev.mizu.base.time.Clock;
import dev.mizu.persist.location.Consensus;
import dev.mizu.persist.location.Consensus.Change;
import dev.mizu.persist.location.Consensus.Entry;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
// tidy-allow: lock, it is held across a reservation, which waits for the disk
import java.util.concurrent.locks.ReentrantLock;

/**
 * The times of one timeline, in milliseconds: strictly growing write times, and read times that see every applied write
 * and precede every later write. A durable high-water mark is reserved ahead, so that an allocation costs no disk write
 * and a restart never goes back, even when the wall clock does. Thread-safe; one process owns a timeline at a time, and
 * the reservation fails for a former owner.
 */
public final class TimestampOracle implements AutoCloseable {
    /**
     * How far ahead times are reserved. After a crash times begin by up to so much ahead of the clock, and whoever
     * reads sources, whose uppers follow the clock, waits for it; hence not more than a second.
     */
    static final long WINDOW_MILLIS = 1_000;

    private final Consensus consensus;
    private final String key;
    private final Clock clock;
    /** Tells this owner's reservations from another's. */
    private final long owner = new SecureRandom().nextLong();
    /** Guards what follows; it is held across a reservation, because nobody can go on before it is durable. */
    private final ReentrantLock lock = new ReentrantLock();

    private long seqno;
    private long reservedBelow;
    private long lastWrite;
    /** Read without the lock; it only grows. */
    private final AtomicLong lastApplied = new AtomicLong();

    private TimestampOracle(Consensus consensus, String key, Clock clock) {
        this.consensus = consensus;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Opens a timeline, taking it over from whoever had it. The first times are at or above every time given out
     * before.
     *
     * @param name the timeline; it is one history in {@code consensus}
     */
    public static TimestampOracle open(Consensus consensus, String name, Clock clock) {
        TimestampOracle oracle = new TimestampOracle(consensus, "oracle/" + name, clock);
        Optional<Entry> head = consensus.head(oracle.key);
        oracle.seqno = head.map(Entry::seqno).orElse(0L);
        long mark = head.map(entry -> Reservation.decode(oracle.key, entry).mark()).orElse(0L);
        // Everything below the mark may have been given out, so reads start just below it.
        oracle.reservedBelow = mark;
        oracle.lastWrite = Math.max(0, mark - 1);
        oracle.lastApplied.set(oracle.lastWrite);
        // A mark of its own fences the former owner before the first time is given out.
        oracle.write(Math.max(mark, clock.epochMillis() + WINDOW_MILLIS));
        return oracle;
    }

    /** At least every applied write, below every write time allocated from now on. */
    public long readTs() {
        return lastApplied.get();
    }

    /** A time above every earlier answer of this oracle; the wall clock if that is ahead. */
    public long allocateWrite() {
        lock.lock();
        try {
            long time = Math.max(lastWrite + 1, clock.epochMillis());
            if (time >= reservedBelow) {
                reserve(time);
            }
            lastWrite = time;
            return time;
        } finally {
            lock.unlock();
        }
    }

    /** The write time allocated last, or the greatest applied one. */
    public long peekWrite() {
        lock.lock();
        try {
            return lastWrite;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The write at t is durable and visible: reads are at t or later, write times later than t from now on. Writes must
     * be applied in the order of their times, or a read could miss one that is still on its way.
     */
    public void applied(long t) {
        Check.that(t >= 0 && t < Long.MAX_VALUE - 2 * WINDOW_MILLIS, "time %d out of range", t);
        if (t <= lastApplied.get()) {
            return;
        }
        lock.lock();
        try {
            if (t >= reservedBelow) {
                reserve(t);
            }
            lastWrite = Math.max(lastWrite, t);
            lastApplied.accumulateAndGet(t, Math::max);
        } finally {
            lock.unlock();
        }
    }

    /** Makes durable that times up to a window beyond {@code time} may be given out. */
    private void reserve(long time) {
        write(time + WINDOW_MILLIS);
    }

    private void write(long mark) {
        byte[] value = new Reservation(owner, mark).encode(key);
        while (!consensus.compareAndSet(List.of(new Change(key, new Entry(seqno + 1, value))))) {
            // Either a reservation of ours landed although its reply was lost, or somebody took over.
            Entry head = consensus.head(key).orElseThrow(() -> Check.unreachable("a history without entries"));
            boolean ours = Reservation.decode(key, head).owner() == owner;
            Check.that(ours, "timeline %s was taken over by another process", key);
            seqno = head.seqno();
        }
        seqno++;
        reservedBelow = mark;
        consensus.truncate(key, seqno);
    }

    /** Gives back what was reserved and not used, so that a clean restart is not ahead of the clock. */
    @Override
    public void close() {
        lock.lock();
        try {
            write(lastWrite + 1);
        } finally {
            lock.unlock();
        }
    }
}
