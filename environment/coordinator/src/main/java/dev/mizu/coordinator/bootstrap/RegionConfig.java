package dev.mizu.coordinator.bootstrap;

import dev.mizu.base.id.FreshIds;
import dev.mizu.base.time.Clock;

/**
 * What a region is started with.
 *
 * @param timestampIntervalMillis how often tables advance when nothing is written
 */
public record RegionConfig(Clock clock, FreshIds freshIds, long timestampIntervalMillis) {
    private static final long INTERVAL_MILLIS = 1_000;

    /** With the system's clock and ids that nobody can guess. */
    public static RegionConfig ofThisMachine() {
        return new RegionConfig(Clock.SYSTEM, FreshIds.secure(), INTERVAL_MILLIS);
    }
}
