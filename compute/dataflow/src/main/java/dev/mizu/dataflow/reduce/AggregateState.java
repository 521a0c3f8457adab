package dev.mizu.dataflow.reduce;

import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import java.util.Map;
import java.util.OptionalInt;

/** What is kept of one aggregate, for all groups. One thread. */
sealed interface AggregateState permits AccumulatedState, ExtremeState, BestState, CollectedState {
    /** Adds the rows of a chunk: row i of {@code keys} is row {@code from + i} of the batch, in the group at i. */
    void add(ColumnBatch batch, int from, EncodedRows keys, int[] groups);

    /** The aggregate's values now for some rows of a chunk of keys. */
    Values values(EncodedRows keys, int[] rows, int count, int[] groups);

    long rows();

    long bytes();

    /** Values of some groups; those in {@code failures} (by position) have none, but an error. */
    record Values(Vector vector, Map<Integer, byte[]> failures) {
        static Values of(Vector vector) {
            return new Values(vector, Map.of());
        }
    }

    /** Whether an aggregate with a filter sees a row. */
    static boolean seen(ColumnBatch batch, int row, OptionalInt filter) {
        return filter.isEmpty()
                || batch.column(filter.getAsInt()) instanceof LongVector truth
                        && !truth.isNull(row) && truth.values()[row] != 0;
    }
}
