package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.arrangement.KeyedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How whole rows are kept by group: the group's columns first, then the others, sorted.
 *
 * @param columns for every kept column the input's
 * @param place for every input column the kept one
 * @param order over kept columns; those of the group are left out, they are all alike
 */
record GroupColumns(int[] columns, int[] place, RowLayout layout, RowOrder order, List<PhysicalType> keyTypes) {
    static GroupColumns of(List<PhysicalType> types, List<Integer> group, RowOrder by) {
        int[] columns = new int[types.size()];
        int[] place = new int[types.size()];
        int at = 0;
        for (int column : group) {
            columns[at++] = column;
        }
        for (int column = 0; column < types.size(); column++) {
            if (!group.contains(column)) {
                columns[at++] = column;
            }
        }
        List<PhysicalType> stored = new ArrayList<>(types.size());
        for (int i = 0; i < columns.length; i++) {
            place[columns[i]] = i;
            stored.add(types.get(columns[i]));
        }
        List<RowOrder.Column> order = new ArrayList<>();
        for (RowOrder.Column column : by.columns()) {
            if (!group.contains(column.column())) {
                order.add(new RowOrder.Column(
                        place[column.column()], column.descending(), column.nullsFirst(), column.unsigned()));
            }
        }
        return new GroupColumns(columns, place, new RowLayout(stored, group.size()), new RowOrder(order),
                stored.subList(0, group.size()));
    }

    KeyedRows sorted() {
        return new KeyedRows(layout, Optional.of(order));
    }

    /** The group's columns of the input. */
    int[] keys() {
        return Arrays.copyOf(columns, keyTypes.size());
    }

    /** Rows found, as the input had them. */
    ColumnBatch decode(KeyedRows rows, RowMatches matches, long time) {
        List<Vector> vectors = new ArrayList<>(place.length);
        for (int column : place) {
            vectors.add(rows.cells().reader().column(column, matches));
        }
        return new ColumnBatch(matches.size(), vectors, Arrays.copyOf(matches.diffs(), matches.size()), time);
    }
}
