package dev.mizu.coordinator.bootstrap;

import dev.mizu.base.id.FreshIds;
import dev.mizu.base.time.Clock;
import dev.mizu.storageplan.ExternalProbe;

/**
 * What a region is started with.
 *
 * @param timestampIntervalMillis how often tables advance when nothing is written
 * @param probe what new connections are tried with
 */
public record RegionConfig(Clock clock, FreshIds freshIds, long timestampIntervalMillis, ExternalProbe probe) {
    private static final long INTERVAL_MILLIS = 1_000;

    /** With the system's clock and ids that nobody can guess. */
    public static RegionConfig ofThisMachine(ExternalProbe probe) {
        return new RegionConfig(Clock.SYSTEM, FreshIds.secure(), INTERVAL_MILLIS, probe);
    }
}
