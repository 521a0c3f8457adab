package dev.mizu.persist;

import dev.mizu.base.time.Clock;
import java.time.Duration;

/**
 * How a client behaves.
 *
 * @param clock wall time for leases
 * @param inlineBytesMax appends up to this size ride in the state record
 * @param partBytesTarget row bytes in one blob
 * @param blockBytesTarget row bytes in one compressed, checksummed block of a blob
 * @param lease how long a silent reader keeps its hold
 * @param grace how long a replaced blob stays for readers of other processes
 * @param compactionMillisPerSecond the share of a background thread that compaction may use; 0 = others compact, and
 *     clean up
 */
public record PersistOptions(
        Clock clock,
        int inlineBytesMax,
        int partBytesTarget,
        int blockBytesTarget,
        Duration lease,
        Duration grace,
        int compactionMillisPerSecond) {
    public static final PersistOptions DEFAULT =
            new PersistOptions(Clock.SYSTEM, 64 << 10, 16 << 20, 256 << 10, Duration.ofMinutes(15),
                    Duration.ofMinutes(15), 500);

    public PersistOptions withClock(Clock other) {
        return new PersistOptions(
                other, inlineBytesMax, partBytesTarget, blockBytesTarget, lease, grace,
                compactionMillisPerSecond);
    }

    /** Leases that end soon after their process did, at the price of renewing them more often. */
    public PersistOptions withLease(Duration other) {
        return new PersistOptions(clock, inlineBytesMax, partBytesTarget, blockBytesTarget, other, grace,
                compactionMillisPerSecond);
    }

    /** For a process beside the one that compacts. */
    public PersistOptions withoutCompaction() {
        return new PersistOptions(clock, inlineBytesMax, partBytesTarget, blockBytesTarget, lease, grace, 0);
    }
}
