package dev.mizu.dataflow.operator;

import dev.mizu.repr.batch.ColumnBatch;

/**
 * A function of rows, each by itself: any number of rows (and errors) out of each row in, the row's difference times
 * whatever the function says. Pure.
 */
@FunctionalInterface
public interface BatchFunction {
    Deltas apply(ColumnBatch batch);
}
