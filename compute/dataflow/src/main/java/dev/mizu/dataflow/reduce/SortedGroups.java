package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.arrangement.KeyedRows;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.dataflow.row.RowOrder;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All rows of a collection, sorted within groups, and the groups that rows of the tick came to or left: for functions
 * of whole groups, which give what they gave before back and what they give now. With a bound, rows only come, and no
 * more than the first of each group are kept. One thread.
 */
final class SortedGroups {
    private final GroupColumns columns;
    private final Optional<Bound> bound;
    private final KeyedRows rows;
    private final EncodedRows scratch;
    private GroupTable touched;
    private TouchedGroups marks = new TouchedGroups();

    /** Looks at touched groups. */
    interface Visitor {
        /**
         * A group, to be found by {@code row} of {@code keys}; its key columns are row {@code at} of
         * {@code keyColumns}.
         */
        void group(EncodedRows keys, int row, ColumnBatch keyColumns, int at);

        /** Called before rows change: places of rows that were found do not outlive it. */
        default void rowsChange() {}
    }

    /** How many rows of a group can matter. */
    @FunctionalInterface
    interface Bound {
        /** At least 1. The group is the one whose key columns are a row of {@code keys}. */
        long rows(ColumnBatch keys, int row);
    }

    /** Of all rows. */
    SortedGroups(List<PhysicalType> types, List<Integer> group, RowOrder order) {
        this(types, group, order, Optional.empty());
    }

    SortedGroups(List<PhysicalType> types, List<Integer> group, RowOrder order, Optional<Bound> bound) {
        this.bound = bound;
        columns = GroupColumns.of(types, group, order);
        rows = columns.sorted();
        scratch = new EncodedRows(columns.layout());
        touched = new GroupTable(columns.keyTypes(), 0);
    }

    GroupColumns columns() {
        return columns;
    }

    KeyedRows rows() {
        return rows;
    }

    /** Whether a group was touched and is not settled. */
    boolean unsettled() {
        return marks.size() > 0;
    }

    /** Takes changes in; {@code before} sees each group that the tick touches for the first time, as it was. */
    void add(ColumnBatch batch, Visitor before) {
        for (int from = 0; from < batch.size(); from += EncodedRows.CHUNK) {
            add(batch, from, Math.min(batch.size(), from + EncodedRows.CHUNK), before);
        }
    }

    private void add(ColumnBatch batch, int from, int to, Visitor before) {
        scratch.encode(batch, columns.columns(), from, to);
        rows.touch(scratch);
        int[] fresh = new int[scratch.size()];
        int[] groups = new int[scratch.size()];
        int count = 0;
        for (int i = 0; i < scratch.size(); i++) {
            groups[i] = touched.findOrInsert(scratch, i);
            if (touched.mark(groups[i]) == 0) {
                touched.setMark(groups[i], 1);
                fresh[count++] = i;
            }
        }
        if (count > 0) {
            marks.add(batch.project(columns.keys()), from, fresh, count, groups);
            ColumnBatch keys = marks.lastKeys();
            for (int i = 0; i < count; i++) {
                before.group(scratch, fresh[i], keys, i);
            }
            before.rowsChange();
        }
        if (bound.isEmpty()) {
            for (int i = 0; i < scratch.size(); i++) {
                rows.update(scratch, i, batch.diffs()[from + i]);
            }
        } else {
            addWithin(bound.get(), batch, from);
        }
    }

    private void addWithin(Bound most, ColumnBatch batch, int from) {
        ColumnBatch keys = batch.project(columns.keys());
        for (int i = 0; i < scratch.size(); i++) {
            long diff = batch.diffs()[from + i];
            if (diff > 0) {
                rows.updateFirst(scratch, i, diff, most.rows(keys, from + i));
            }
        }
    }

    /** {@code after} sees the touched groups as they are now, in the order in which {@link #add} showed them. */
    void settle(Visitor after) {
        ColumnBatch keys = marks.keys();
        List<PhysicalType> types = columns.keyTypes();
        EncodedRows chunk = new EncodedRows(new RowLayout(types, types.size()));
        int[] all = new int[types.size()];
        Arrays.setAll(all, i -> i);
        for (int from = 0; from < marks.size(); from += EncodedRows.CHUNK) {
            chunk.encode(keys, all, from, Math.min(marks.size(), from + EncodedRows.CHUNK));
            rows.touch(chunk);
            for (int i = 0; i < chunk.size(); i++) {
                after.group(chunk, i, keys, from + i);
            }
        }
        after.rowsChange();
        marks = new TouchedGroups();
        touched = new GroupTable(types, 0);
    }

    /** Rows found, as the input had them. */
    ColumnBatch decode(RowMatches matches, long time) {
        return columns.decode(rows, matches, time);
    }
}
