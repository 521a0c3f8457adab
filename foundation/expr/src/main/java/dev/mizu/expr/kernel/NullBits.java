package dev.mizu.expr.kernel;

import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.DecimalVector;
import dev.mizu.repr.batch.DoubleVector;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;

/** Bitmaps of NULL rows, as vectors hold them: bit r of word r / 64; the empty array means none. */
public final class NullBits {
    public static final long[] NONE = {};

    private NullBits() {}

    public static long[] of(Vector vector) {
        return switch (vector) {
            case LongVector v -> v.nulls();
            case DoubleVector v -> v.nulls();
            case DecimalVector v -> v.nulls();
            case BytesVector v -> v.nulls();
        };
    }

    public static boolean test(long[] bits, int row) {
        int word = row >> 6;
        return word < bits.length && (bits[word] & (1L << row)) != 0;
    }

    /** An empty bitmap with room for {@code rows}. */
    public static long[] room(int rows) {
        return new long[(rows + 63) >> 6];
    }

    public static void set(long[] bits, int row) {
        bits[row >> 6] |= 1L << row;
    }

    /** Rows that are NULL on either side. May share an argument. */
    public static long[] union(long[] a, long[] b) {
        if (a.length == 0 || a == b) {
            return b;
        }
        if (b.length == 0) {
            return a;
        }
        long[] longer = a.length >= b.length ? a : b;
        long[] shorter = longer == a ? b : a;
        long[] both = longer.clone();
        for (int i = 0; i < shorter.length; i++) {
            both[i] |= shorter[i];
        }
        return both;
    }

    /** Zeroes the words of NULL rows, as a {@link LongVector} demands. */
    public static void zero(long[] values, long[] nulls, int rows) {
        for (int word = 0; word < nulls.length; word++) {
            for (long bits = nulls[word]; bits != 0; bits &= bits - 1) {
                int row = (word << 6) + Long.numberOfTrailingZeros(bits);
                if (row < rows) {
                    values[row] = 0;
                }
            }
        }
    }

    /** Zeroes the values of NULL rows, as a {@link DoubleVector} demands. */
    public static void zero(double[] values, long[] nulls, int rows) {
        for (int word = 0; word < nulls.length; word++) {
            for (long bits = nulls[word]; bits != 0; bits &= bits - 1) {
                int row = (word << 6) + Long.numberOfTrailingZeros(bits);
                if (row < rows) {
                    values[row] = 0;
                }
            }
        }
    }
}
