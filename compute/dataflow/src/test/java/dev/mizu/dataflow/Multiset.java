package dev.mizu.dataflow;

import dev.mizu.repr.Row;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A collection as a map from row to multiplicity: the oracle's form. */
final class Multiset {
    final Map<Row, Long> rows = new HashMap<>();

    void add(Row row, long diff) {
        rows.merge(row, diff, Long::sum);
        if (rows.get(row) == 0) {
            rows.remove(row);
        }
    }

    void add(ColumnBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            add(batch.row(i), batch.diffs()[i]);
        }
    }

    void addAll(List<ColumnBatch> batches) {
        batches.forEach(this::add);
    }

    Multiset copy() {
        Multiset copy = new Multiset();
        copy.rows.putAll(rows);
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Multiset m && m.rows.equals(rows);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
