package dev.mizu.computeworker.render;

import dev.mizu.base.error.SqlState;
import dev.mizu.dataflow.reduce.Accumulator;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.VectorBuilder;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** How accumulated aggregates are kept: counts and sums of integers by the kernel itself, others by their own code. */
final class Accumulators {
    private Accumulators() {}

    static Accumulator of(AggregateFunction.Accumulable function, List<ColumnType> args, ColumnType result) {
        PhysicalType type = result.scalar().physical();
        return switch (function.name()) {
            case "count" -> new Accumulator.Count();
            case "sum" -> signed(args.getFirst().scalar())
                    ? new Accumulator.SumOfLongs(type, sum -> overflow(sum, result))
                    : new Contributions(function, args.size(), type);
            default -> new Contributions(function, args.size(), type);
        };
    }

    private static boolean signed(ScalarType type) {
        return type == SimpleType.INT2 || type == SimpleType.INT4 || type == SimpleType.INT8;
    }

    private static byte[] overflow(BigInteger sum, ColumnType result) {
        String message = '"' + sum.toString() + "\" " + result.scalar().sqlName() + " out of range";
        return EvalError.of(SqlState.NUMERIC_OUT_OF_RANGE, message).encode();
    }

    /** An aggregate that says itself what a row contributes. */
    private record Contributions(AggregateFunction.Accumulable function, int arity, PhysicalType type)
            implements Accumulator.Custom {
        @Override
        public int words() {
            return function.words();
        }

        @Override
        public void add(ColumnBatch batch, List<Integer> args, int row, long diff, long[] words) {
            Datum[] values = new Datum[arity];
            for (int i = 0; i < arity; i++) {
                values[i] = batch.column(args.get(i)).datum(row);
            }
            function.accumulate(values, diff, words, 0);
        }

        @Override
        public Optional<byte[]> finish(long[] words, VectorBuilder out) {
            try {
                out.append(function.finish(words, 0));
                return Optional.empty();
            } catch (EvalException e) {
                return Optional.of(e.error().encode());
            }
        }
    }
}
