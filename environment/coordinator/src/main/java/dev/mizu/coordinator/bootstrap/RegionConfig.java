package dev.mizu.coordinator.bootstrap;

import java.nio.file.Path;

/**
 * What a region is started with.
 *
 * @param data the folder of everything durable; made when it is not there
 * @param timestampIntervalMillis how often tables advance when nothing is written
 */
public record RegionConfig(Path data, long timestampIntervalMillis) {
    public static RegionConfig of(Path data) {
        return new RegionConfig(data, 1_000);
    }
}
