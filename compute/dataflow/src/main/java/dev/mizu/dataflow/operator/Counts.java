package dev.mizu.dataflow.operator;

import dev.mizu.dataflow.arrangement.KeyedRows;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.List;

/** The multiplicity of every row: the state of {@link Distinct} and {@link Threshold}. One thread. */
final class Counts {
    private final KeyedRows rows;
    private final EncodedRows scratch;
    private final int[] columns;

    /** What an output's multiplicity is, given that of the accumulated input. */
    @FunctionalInterface
    interface Law {
        long output(long multiplicity);
    }

    Counts(List<PhysicalType> types) {
        RowLayout layout = new RowLayout(types, types.size());
        rows = new KeyedRows(layout);
        scratch = new EncodedRows(layout);
        columns = new int[types.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i;
        }
    }

    /** Adds a batch and returns how the outputs of two laws change by it. */
    List<ColumnBatch> update(ColumnBatch batch, Law first, Law second) {
        long[] firsts = new long[batch.size()];
        long[] seconds = new long[batch.size()];
        for (int from = 0; from < batch.size(); from += EncodedRows.CHUNK) {
            scratch.encode(batch, columns, from, Math.min(batch.size(), from + EncodedRows.CHUNK));
            rows.touch(scratch);
            for (int i = 0; i < scratch.size(); i++) {
                long diff = batch.diffs()[from + i];
                long now = rows.update(scratch, i, diff);
                firsts[from + i] = first.output(now) - first.output(now - diff);
                seconds[from + i] = second.output(now) - second.output(now - diff);
            }
        }
        return List.of(changed(batch, firsts), changed(batch, seconds));
    }

    private static ColumnBatch changed(ColumnBatch batch, long[] diffs) {
        int[] kept = new int[batch.size()];
        int count = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (diffs[i] != 0) {
                kept[count++] = i;
            }
        }
        return new ColumnBatch(batch.size(), batch.columns(), diffs, batch.time()).select(kept, count);
    }

    long rows() {
        return rows.rows();
    }

    long bytes() {
        return rows.bytes();
    }
}
