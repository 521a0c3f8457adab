package dev.mizu.catalog.builtin;

import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogEntry;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.StoredShard;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.Row;
import java.util.List;

/**
 * A table that the product writes. Its rows live in memory and are made anew when a region starts.
 *
 * @param number of its id {@code s<number>} and its oid, never given to another relation: users' views refer to it
 * @param schema the ambient schema it lives in
 * @param rows the rows that an entry of the catalog stands for; none for tables that are fed by the running region
 */
public record BuiltinTable(long number, String schema, String name, RelationDesc desc, EntryRows rows) {
    /** The rows of one entry; called with the state that holds it. */
    @FunctionalInterface
    public interface EntryRows {
        List<Row> of(CatalogState state, CatalogEntry entry);
    }

    /** For tables that the region writes itself. */
    public static final EntryRows FED_BY_REGION = (state, entry) -> List.of();

    /** A table whose rows never change: they come with the table's own entry. */
    static BuiltinTable constant(long number, String schema, String name, RelationDesc desc, List<Row> rows) {
        GlobalId id = GlobalId.system(number);
        List<Row> constant = List.copyOf(rows);
        return new BuiltinTable(number, schema, name, desc, (state, entry) -> isItem(entry, id) ? constant : List.of());
    }

    /** This table with rows that are there from the start, besides those of entries. */
    BuiltinTable with(List<Row> rowsFromStart) {
        List<Row> constant = List.copyOf(rowsFromStart);
        EntryRows others = rows;
        GlobalId own = id();
        return new BuiltinTable(number, schema, name, desc,
                (state, entry) -> isItem(entry, own) ? constant : others.of(state, entry));
    }

    private static boolean isItem(CatalogEntry entry, GlobalId id) {
        return entry instanceof CatalogEntry.OfItem(var item) && item.id().equals(id);
    }

    public GlobalId id() {
        return GlobalId.system(number);
    }

    public StoredShard shard() {
        return new StoredShard("sb" + number, false, true);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BuiltinTable table && table.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
