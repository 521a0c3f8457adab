package dev.mizu.repr.batch;

import dev.mizu.base.Check;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * What flows between operators: {@code size} rows with signed differences, all at one time. Rows may repeat and may
 * cancel; whoever needs them consolidated says so. Immutable.
 */
public record ColumnBatch(int size, List<Vector> columns, long[] diffs, long time) {
    public ColumnBatch {
        columns = List.copyOf(columns);
        Check.that(diffs.length >= size, "a diff for every row");
    }

    public int arity() {
        return columns.size();
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public Vector column(int index) {
        return columns.get(index);
    }

    /** The row at an index, as datums. Allocates: not for hot loops. */
    public Row row(int index) {
        List<Datum> datums = new ArrayList<>(columns.size());
        for (Vector column : columns) {
            datums.add(column.datum(index));
        }
        return new Row(datums);
    }

    /** The rows {@code rows[0..count)} with their diffs. */
    public ColumnBatch select(int[] rows, int count) {
        List<Vector> picked = new ArrayList<>(columns.size());
        for (Vector column : columns) {
            picked.add(column.select(rows, count));
        }
        long[] pickedDiffs = new long[count];
        for (int i = 0; i < count; i++) {
            pickedDiffs[i] = diffs[rows[i]];
        }
        return new ColumnBatch(count, picked, pickedDiffs, time);
    }

    /** The same rows with other columns, in the order of {@code outputs}. Shares the vectors. */
    public ColumnBatch project(int[] outputs) {
        List<Vector> picked = new ArrayList<>(outputs.length);
        for (int output : outputs) {
            picked.add(columns.get(output));
        }
        return new ColumnBatch(size, picked, diffs, time);
    }

    public ColumnBatch withTime(long newTime) {
        return newTime == time ? this : new ColumnBatch(size, columns, diffs, newTime);
    }

    public ColumnBatch negated() {
        long[] negated = new long[size];
        for (int i = 0; i < size; i++) {
            negated[i] = -diffs[i];
        }
        return new ColumnBatch(size, columns, negated, time);
    }
}
