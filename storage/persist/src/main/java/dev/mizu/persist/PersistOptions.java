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
 * @param compactionMillisPerSecond the share of a background thread that compaction may use
 */
public record PersistOptions(
        Clock clock,
        int inlineBytesMax,
        int partBytesTarget,
        int blockBytesTarget,
        Duration lease,
        int compactionMillisPerSecond) {
    public static final PersistOptions DEFAULT =
            new PersistOptions(Clock.SYSTEM, 64 << 10, 16 << 20, 256 << 10, Duration.ofMinutes(15), 500);

    public PersistOptions withClock(Clock other) {
        return new PersistOptions(
                other, inlineBytesMax, partBytesTarget, blockBytesTarget, lease, compactionMillisPerSecond);
    }
}
