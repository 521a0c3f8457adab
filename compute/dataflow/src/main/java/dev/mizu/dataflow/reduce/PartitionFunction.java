package dev.mizu.dataflow.reduce;

import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.Optional;

/** A function that has a value for every row of a partition. Pure. */
public interface PartitionFunction {
    PhysicalType type();

    /**
     * Appends the values of all rows to {@code out}, or says why there are none; then what was appended is not used.
     *
     * @param rows the input's columns, sorted, each row as often as it occurs; differences mean nothing
     * @param peers for every row the first of those that the order does not tell from it
     */
    Optional<byte[]> evaluate(ColumnBatch rows, int[] peers, VectorBuilder out);
}
