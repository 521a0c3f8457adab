package dev.mizu.dataflow.iterate;

import dev.mizu.dataflow.row.Vectors;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;
import java.util.ArrayList;
import java.util.List;

/** Errors put beside the key of the group they arose in. */
final class KeyedErrors {
    private KeyedErrors() {}

    /** The rows whose first columns are the key, a batch of one row. */
    static ColumnBatch under(ColumnBatch key, ColumnBatch rows) {
        int[] kept = new int[rows.size()];
        int count = 0;
        for (int row = 0; row < rows.size(); row++) {
            boolean same = true;
            for (int c = 0; c < key.arity(); c++) {
                same &= Vectors.equal(key.column(c), 0, rows.column(c), row);
            }
            if (same) {
                kept[count++] = row;
            }
        }
        return rows.select(kept, count);
    }

    /** The errors with the key before them. */
    static ColumnBatch keyed(ColumnBatch key, ColumnBatch errors) {
        int[] first = new int[errors.size()];
        List<Vector> columns = new ArrayList<>();
        key.columns().forEach(column -> columns.add(column.select(first, first.length)));
        columns.addAll(errors.columns());
        return new ColumnBatch(errors.size(), columns, errors.diffs(), errors.time());
    }
}
