package dev.mizu.dataflow.reduce;

import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.Optional;

/** A function of all rows of a group. Pure. */
public interface GroupFunction {
    PhysicalType type();

    /**
     * Appends the value over some rows to {@code out}, or says why there is none.
     *
     * @param rows the aggregate's columns, sorted, each distinct row once with how often it occurs as its difference
     */
    Optional<byte[]> evaluate(ColumnBatch rows, VectorBuilder out);
}
