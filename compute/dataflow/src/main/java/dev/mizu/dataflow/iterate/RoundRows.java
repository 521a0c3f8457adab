package dev.mizu.dataflow.iterate;

import dev.mizu.dataflow.arrangement.KeyedRows;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.dataflow.row.Vectors;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows by key, each with the round at which its multiplicity changes, as a last column. One thread. */
final class RoundRows {
    private final KeyedRows rows;
    private final EncodedRows scratch;
    private final int[] columns;
    private final int arity;
    private final RowMatches matches = new RowMatches();

    /** Takes rows found under a chunk of keys; valid during the call. */
    @FunctionalInterface
    interface Sink {
        /** {@code found} has the rows' columns and their rounds last; {@code probes} says which key each answers. */
        void accept(ColumnBatch found, int[] probes);
    }

    /** Rows of some types, of which the first are the key. */
    RoundRows(List<PhysicalType> types, int keyColumns) {
        List<PhysicalType> stored = new ArrayList<>(types);
        stored.add(PhysicalType.INT);
        RowLayout layout = new RowLayout(stored, keyColumns);
        arity = types.size();
        rows = new KeyedRows(layout);
        scratch = new EncodedRows(layout);
        columns = new int[stored.size()];
        Arrays.setAll(columns, i -> i);
    }

    /** Adds a batch at a round. */
    void add(ColumnBatch batch, int round) {
        List<Vector> vectors = new ArrayList<>(batch.columns());
        vectors.add(Vectors.constant(round, batch.size()));
        rows.apply(new ColumnBatch(batch.size(), vectors, batch.diffs(), batch.time()), columns, scratch);
    }

    /** Finds all rows, of all rounds, under each of a chunk of keys. */
    void lookup(EncodedRows keys, Sink sink) {
        rows.touch(keys);
        matches.clear();
        for (int i = 0; i < keys.size(); i++) {
            int entry = keys.skipped(i) ? 0 : rows.find(keys, i);
            for (int from = entry == 0 ? -1 : 0; from >= 0; ) {
                from = rows.collect(entry, i, from, matches);
                if (matches.full()) {
                    deliver(sink);
                }
            }
        }
        deliver(sink);
    }

    private void deliver(Sink sink) {
        if (matches.size() > 0) {
            List<Vector> vectors = new ArrayList<>(columns.length);
            for (int column : columns) {
                vectors.add(rows.cells().reader().column(column, matches));
            }
            long[] diffs = Arrays.copyOf(matches.diffs(), matches.size());
            ColumnBatch found = new ColumnBatch(matches.size(), vectors, diffs, 0);
            int[] probes = Arrays.copyOf(matches.probes(), matches.size());
            matches.clear();
            sink.accept(found, probes);
        }
    }

    /** The round of a row that {@link #lookup} found. */
    int round(ColumnBatch found, int row) {
        return (int) ((LongVector) found.column(arity)).values()[row];
    }

    long size() {
        return rows.rows();
    }

    long bytes() {
        return rows.bytes();
    }
}
