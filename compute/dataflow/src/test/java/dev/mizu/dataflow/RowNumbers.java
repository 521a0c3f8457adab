package dev.mizu.dataflow;

import dev.mizu.dataflow.reduce.PartitionFunction;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/** A function of windows that gives each row a number, made of its place and that of its first peer. */
public record RowNumbers(LongBinaryOperator number) implements PartitionFunction {
    @Override
    public PhysicalType type() {
        return PhysicalType.INT;
    }

    @Override
    public Optional<byte[]> evaluate(ColumnBatch rows, int[] peers, VectorBuilder out) {
        for (int row = 0; row < rows.size(); row++) {
            out.appendLong(number.applyAsLong(row, peers[row]));
        }
        return Optional.empty();
    }
}
