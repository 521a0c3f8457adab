package dev.mizu.dataflow.reduce;

import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The output rows of some groups.
 *
 * @param rows the key columns, then the aggregates
 * @param totals how many input rows each group has; a negative number is an error
 * @param failures by row: it is no row, but this error
 */
record GroupRows(ColumnBatch rows, long[] totals, Map<Integer, byte[]> failures) {
    static GroupRows of(ColumnBatch keys, List<AggregateState.Values> values, long[] totals) {
        List<Vector> columns = new ArrayList<>(keys.columns());
        Map<Integer, byte[]> failures = Map.of();
        for (AggregateState.Values value : values) {
            columns.add(value.vector());
            if (!value.failures().isEmpty()) {
                failures = new HashMap<>(failures);
                value.failures().forEach(failures::putIfAbsent);
            }
        }
        return new GroupRows(new ColumnBatch(totals.length, columns, totals, 0), totals, failures);
    }

    /** Whether a row is an ordinary one. */
    boolean plain(int row) {
        return totals[row] > 0 && !failures.containsKey(row);
    }
}
