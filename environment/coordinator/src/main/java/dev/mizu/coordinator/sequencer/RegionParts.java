package dev.mizu.coordinator.sequencer;

import dev.mizu.base.id.FreshIds;
import dev.mizu.base.time.Clock;
import dev.mizu.controller.Collections;
import dev.mizu.controller.ComputeController;
import dev.mizu.controller.StorageController;
import dev.mizu.coordinator.groupcommit.GroupCommit;
import dev.mizu.coordinator.implications.CatalogOwner;
import dev.mizu.coordinator.implications.Implications;
import dev.mizu.coordinator.implications.TransientIds;
import dev.mizu.coordinator.introspection.RegionRows;
import dev.mizu.coordinator.secret.SecretStore;
import dev.mizu.oracle.TimestampOracle;
import dev.mizu.storageplan.ExternalProbe;

/**
 * The parts that statements are executed with. All are thread-safe.
 *
 * @param startMillis when the region came up, in milliseconds since the Unix epoch
 */
public record RegionParts(
        CatalogOwner catalog, GroupCommit commits, TimestampOracle oracle, Collections collections,
        ComputeController compute, StorageController storage, Implications implications, SecretStore secrets,
        ExternalProbe probe, TransientIds transientIds, RegionRows rows, Clock clock, FreshIds freshIds,
        long startMillis) {}
