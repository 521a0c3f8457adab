package dev.mizu.catalog.transaction;

import dev.mizu.catalog.CatalogEntry;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.builtin.BuiltinTable;
import dev.mizu.catalog.builtin.BuiltinTables;
import dev.mizu.catalog.durable.CatalogRecord;
import dev.mizu.repr.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A change worked out: the state after it, the durable records and the system catalog's rows that differ.
 *
 * @param records what to retract (diff -1) and insert (diff 1) in the catalog's shard
 * @param rows likewise in the builtin tables
 */
public record CatalogTransaction(
        CatalogState before, CatalogState after, List<CatalogOp> ops, List<RecordChange> records,
        List<RowChange> rows) {
    public CatalogTransaction {
        ops = List.copyOf(ops);
        records = List.copyOf(records);
        rows = List.copyOf(rows);
    }

    /** A record that comes or goes. */
    public record RecordChange(CatalogRecord record, long diff) {}

    /** A row of a builtin table that comes or goes. */
    public record RowChange(BuiltinTable table, Row row, long diff) {}

    /** Applies the ops in order. */
    public static CatalogTransaction of(CatalogState before, List<CatalogOp> ops) {
        CatalogState state = before;
        Map<CatalogRecord, Long> records = new LinkedHashMap<>();
        Map<TableRow, Long> rows = new LinkedHashMap<>();
        for (CatalogOp op : ops) {
            CatalogState next = state.with(op);
            CatalogRecord.stored(state, op).ifPresent(record -> records.merge(record, -1L, Long::sum));
            CatalogRecord.stored(next, op).ifPresent(record -> records.merge(record, 1L, Long::sum));
            count(state, op, -1, rows);
            count(next, op, 1, rows);
            state = next;
        }
        List<RecordChange> recordChanges = new ArrayList<>();
        records.forEach((record, diff) -> {
            if (diff != 0) {
                recordChanges.add(new RecordChange(record, diff));
            }
        });
        List<RowChange> rowChanges = new ArrayList<>();
        rows.forEach((row, diff) -> {
            if (diff != 0) {
                rowChanges.add(new RowChange(row.table, row.row, diff));
            }
        });
        return new CatalogTransaction(before, state, ops, recordChanges, rowChanges);
    }

    private record TableRow(BuiltinTable table, Row row) {}

    private static void count(CatalogState state, CatalogOp op, long diff, Map<TableRow, Long> rows) {
        CatalogEntry.of(state, op).ifPresent(entry -> {
            for (BuiltinTable table : BuiltinTables.ALL) {
                for (Row row : table.rows().of(state, entry)) {
                    rows.merge(new TableRow(table, row), diff, Long::sum);
                }
            }
        });
    }
}
