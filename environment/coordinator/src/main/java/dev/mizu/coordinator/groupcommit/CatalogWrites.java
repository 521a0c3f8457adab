package dev.mizu.coordinator.groupcommit;

import dev.mizu.catalog.CatalogEntry;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.catalog.StoredShard;
import dev.mizu.catalog.durable.CatalogRecord;
import dev.mizu.catalog.transaction.CatalogTransaction.RecordChange;
import dev.mizu.catalog.transaction.CatalogTransaction.RowChange;
import dev.mizu.catalog.transaction.CatalogTransaction;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.persist.update.Updates;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** Turns catalog changes into writes: of the catalog's own shard, and of the builtin tables. */
public final class CatalogWrites {
    private final ShardRef catalogShard;

    public CatalogWrites(ShardRef catalogShard) {
        this.catalogShard = catalogShard;
    }

    /** A record as the row of two texts that the catalog's shard holds. */
    public static Row row(CatalogRecord record) {
        return Row.of(Datum.of(record.key()), Datum.of(record.value()));
    }

    public WriteRequest of(CatalogTransaction transaction, LongConsumer onDurable) {
        Map<ShardRef, RowUpdates> rows = new HashMap<>();
        for (RecordChange change : transaction.records()) {
            rows.computeIfAbsent(catalogShard, shard -> new RowUpdates()).add(row(change.record()), change.diff());
        }
        for (RowChange change : transaction.rows()) {
            rows.computeIfAbsent(Shards.ref(change.table().shard()), shard -> new RowUpdates())
                    .add(change.row(), change.diff());
        }
        Map<ShardRef, List<Updates>> writes = new HashMap<>();
        rows.forEach((shard, updates) -> writes.put(shard, updates.take()));
        Set<ShardRef> registered = new HashSet<>();
        Set<ShardRef> forgotten = new HashSet<>();
        for (CatalogOp op : transaction.ops()) {
            Optional<ShardRef> before = table(CatalogEntry.of(transaction.before(), op));
            Optional<ShardRef> after = table(CatalogEntry.of(transaction.after(), op));
            if (!before.equals(after)) {
                after.ifPresent(registered::add);
                before.ifPresent(forgotten::add);
            }
        }
        return new WriteRequest(writes, registered, forgotten, Set.of(), 0, onDurable);
    }

    private static Optional<ShardRef> table(Optional<CatalogEntry> entry) {
        return entry.flatMap(e -> e instanceof CatalogEntry.OfItem(ItemEntry item)
                ? item.body().shard().filter(StoredShard::table).map(Shards::ref) : Optional.empty());
    }
}
