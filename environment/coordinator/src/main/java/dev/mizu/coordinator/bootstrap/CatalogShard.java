package dev.mizu.coordinator.bootstrap;

import dev.mizu.catalog.durable.CatalogRecord;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import dev.mizu.persist.Reader;
import dev.mizu.persist.Snapshot;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.repr.Row;
import dev.mizu.repr.codec.RowCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shard that holds the catalog's records. */
final class CatalogShard {
    private static final ShardId ID = new ShardId("scatalog");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private CatalogShard() {}

    static boolean exists(RegionStorage storage) {
        return storage.tables(Location.DURABLE).registered().contains(ID);
    }

    /** All records at a time. */
    static List<CatalogRecord> read(RegionStorage storage, long asOf) {
        Map<CatalogRecord, Long> records = new HashMap<>();
        try (Reader reader = storage.tables(Location.DURABLE).openReader(ID, "bootstrap");
                Snapshot snapshot = reader.snapshot(asOf, PATIENCE)) {
            for (Optional<Updates> chunk = snapshot.next(); chunk.isPresent(); chunk = snapshot.next()) {
                Updates updates = chunk.get();
                for (int i = 0; i < updates.size(); i++) {
                    Row row = RowCodec.decode(updates.heap(), updates.rowStart(i), 2);
                    records.merge(new CatalogRecord(row.get(0).asText(), row.get(1).asText()),
                            updates.diff(i), Long::sum);
                }
            }
        }
        List<CatalogRecord> present = new ArrayList<>();
        records.forEach((record, count) -> {
            if (count > 0) {
                present.add(record);
            }
        });
        return present;
    }
}
