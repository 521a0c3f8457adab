package dev.mizu.dataflow.operator;

import dev.mizu.repr.batch.ColumnBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Updates of a collection in one push: of its rows and of its twin, the errors (one column of bytes, whatever the
 * expressions make of them).
 */
public record Deltas(List<ColumnBatch> rows, List<ColumnBatch> errors) {
    public static final Deltas EMPTY = new Deltas(List.of(), List.of());

    public Deltas {
        rows = List.copyOf(rows);
        errors = List.copyOf(errors);
    }

    public static Deltas rows(List<ColumnBatch> rows) {
        return rows.isEmpty() ? EMPTY : new Deltas(rows, List.of());
    }

    public static Deltas of(ColumnBatch rows) {
        return rows.isEmpty() ? EMPTY : new Deltas(List.of(rows), List.of());
    }

    public boolean isEmpty() {
        return rows.isEmpty() && errors.isEmpty();
    }

    /** How many updates, errors included. */
    public int size() {
        int size = 0;
        for (ColumnBatch batch : rows) {
            size += batch.size();
        }
        for (ColumnBatch batch : errors) {
            size += batch.size();
        }
        return size;
    }

    /** These and more errors. */
    public Deltas withErrors(List<ColumnBatch> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<ColumnBatch> all = new ArrayList<>(errors);
        all.addAll(more);
        return new Deltas(rows, all);
    }

    /** Both. */
    public Deltas plus(Deltas other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        List<ColumnBatch> all = new ArrayList<>(rows);
        all.addAll(other.rows);
        return new Deltas(all, errors).withErrors(other.errors);
    }
}
