package dev.mizu.coordinator.introspection;

import dev.mizu.catalog.builtin.BuiltinTable;
import dev.mizu.coordinator.groupcommit.RowUpdates;
import dev.mizu.repr.Row;
import java.util.HashSet;
import java.util.Set;

/** The rows that a builtin table has, kept to write only what changes. One thread. */
final class TableRows {
    private final BuiltinTable table;
    private Set<Row> present = new HashSet<>();

    TableRows(BuiltinTable table) {
        this.table = table;
    }

    BuiltinTable table() {
        return table;
    }

    /** What turns the rows that are there into these. */
    RowUpdates become(Set<Row> rows) {
        RowUpdates updates = new RowUpdates();
        present.stream().filter(row -> !rows.contains(row)).forEach(row -> updates.add(row, -1));
        rows.stream().filter(row -> !present.contains(row)).forEach(row -> updates.add(row, 1));
        present = rows;
        return updates;
    }
}
