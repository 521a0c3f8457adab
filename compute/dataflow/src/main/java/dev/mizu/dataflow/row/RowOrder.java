package dev.mizu.dataflow.row;

import java.util.ArrayList;
import java.util.List;

/**
 * A total order of rows: some columns as asked, ties broken by all other columns ascending. It depends on values only,
 * so every process orders alike.
 */
public record RowOrder(List<Column> columns) {
    public RowOrder {
        columns = List.copyOf(columns);
    }

    /** One column of an order. {@code unsigned}: its 64 bits are an unsigned number. */
    public record Column(int column, boolean descending, boolean nullsFirst, boolean unsigned) {
        /** Ascending, NULLs last. */
        public static Column ascending(int column) {
            return new Column(column, false, false, false);
        }
    }

    /** The same order made total over the columns {@code [from, to)}. */
    RowOrder totalOver(int from, int to) {
        List<Column> all = new ArrayList<>(columns);
        for (int i = from; i < to; i++) {
            int column = i;
            if (columns.stream().noneMatch(c -> c.column() == column)) {
                all.add(Column.ascending(i));
            }
        }
        return new RowOrder(all);
    }
}
