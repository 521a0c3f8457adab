package dev.mizu.dataflow.reduce;

import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.VectorBuilder;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How an accumulated aggregate sums up. Exact: what was added and is taken away leaves no trace. */
public sealed interface Accumulator {
    /** 64-bit words of state a group; all zero when nothing was added. */
    int words();

    PhysicalType type();

    /** The number of rows seen; never NULL. */
    record Count() implements Accumulator {
        @Override
        public int words() {
            return 1;
        }

        @Override
        public PhysicalType type() {
            return PhysicalType.INT;
        }
    }

    /**
     * The sum of a column of 64-bit integers in 128 bits, NULL when no row was seen; given as an integer, or as a
     * decimal.
     *
     * @param overflow makes the error of a sum beyond a 64-bit result
     */
    record SumOfLongs(PhysicalType type, Function<BigInteger, byte[]> overflow) implements Accumulator {
        /** Rows seen, low word, high word. */
        @Override
        public int words() {
            return 3;
        }
    }

    /** Any other sum. */
    non-sealed interface Custom extends Accumulator {
        /** Adds {@code diff} times the contribution of a row to the words; {@code args} are its columns. */
        void add(ColumnBatch batch, List<Integer> args, int row, long diff, long[] words);

        /** Appends the value to {@code out}, or says why there is none. */
        Optional<byte[]> finish(long[] words, VectorBuilder out);
    }
}
