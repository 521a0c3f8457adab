package dev.mizu.catalog.durable;

import dev.mizu.catalog.CatalogOp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A catalog read back from its shard.
 *
 * @param ops everything that needs no planning
 * @param items in order of ids: an item comes after all that its SQL names, as ids only grow
 */
public record StoredCatalog(List<CatalogOp> ops, List<StoredItem> items) {
    public StoredCatalog {
        ops = List.copyOf(ops);
        items = List.copyOf(items);
    }

    /** What one record stands for. */
    sealed interface Stored {}

    record Op(CatalogOp op) implements Stored {}

    record Item(StoredItem item) implements Stored {}

    public static StoredCatalog read(List<CatalogRecord> records) {
        List<CatalogOp> ops = new ArrayList<>();
        List<StoredItem> items = new ArrayList<>();
        for (CatalogRecord record : records) {
            switch (RecordCodec.read(record)) {
                case Op(CatalogOp op) -> ops.add(op);
                case Item(StoredItem item) -> items.add(item);
            }
        }
        items.sort(Comparator.comparing(StoredItem::id));
        return new StoredCatalog(ops, items);
    }
}
