package dev.mizu.dataflow.operator;

import dev.mizu.repr.batch.ColumnBatch;

/** Makes error rows of rows that an operator cannot give a meaning to. */
@FunctionalInterface
public interface ErrorMaker {
    /** One error a row of {@code rows}, with its difference. {@code problem} is a lower-case fragment. */
    ColumnBatch errors(ColumnBatch rows, String problem);
}
