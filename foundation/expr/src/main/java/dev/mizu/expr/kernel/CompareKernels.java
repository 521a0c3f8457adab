package dev.mizu.expr.kernel;

import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.DecimalVector;
import dev.mizu.repr.batch.DoubleVector;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import java.util.Arrays;

/** Comparisons of two columns: NULL where either is, else 1 or 0. */
public final class CompareKernels {
    private CompareKernels() {}

    /** Booleans and signed words. */
    public static Vector words(Comparison comparison, Vector left, Vector right, int rows) {
        long[] a = ((LongVector) left).values();
        long[] b = ((LongVector) right).values();
        long[] out = new long[rows];
        switch (comparison) {
            case EQ -> {
                for (int i = 0; i < rows; i++) {
                    out[i] = a[i] == b[i] ? 1 : 0;
                }
            }
            case NE -> {
                for (int i = 0; i < rows; i++) {
                    out[i] = a[i] != b[i] ? 1 : 0;
                }
            }
            case LT -> {
                for (int i = 0; i < rows; i++) {
                    out[i] = a[i] < b[i] ? 1 : 0;
                }
            }
            case LE -> {
                for (int i = 0; i < rows; i++) {
                    out[i] = a[i] <= b[i] ? 1 : 0;
                }
            }
            case GT -> {
                for (int i = 0; i < rows; i++) {
                    out[i] = a[i] > b[i] ? 1 : 0;
                }
            }
            case GE -> {
                for (int i = 0; i < rows; i++) {
                    out[i] = a[i] >= b[i] ? 1 : 0;
                }
            }
        }
        return truth(out, left, right, rows);
    }

    /** Words whose 64 bits are unsigned: flipping the top bit makes the signed order theirs. */
    public static Vector unsigned(Comparison comparison, Vector left, Vector right, int rows) {
        return words(comparison, flipped(left, rows), flipped(right, rows), rows);
    }

    private static Vector flipped(Vector vector, int rows) {
        LongVector words = (LongVector) vector;
        long[] flipped = new long[rows];
        for (int i = 0; i < rows; i++) {
            flipped[i] = words.values()[i] ^ Long.MIN_VALUE;
        }
        return new LongVector(PhysicalType.INT, rows, flipped, words.nulls());
    }

    /** Doubles; NaN equals itself and is the greatest. */
    public static Vector doubles(Comparison comparison, Vector left, Vector right, int rows) {
        double[] a = ((DoubleVector) left).values();
        double[] b = ((DoubleVector) right).values();
        long[] out = new long[rows];
        for (int i = 0; i < rows; i++) {
            out[i] = comparison.holds(Double.compare(a[i], b[i])) ? 1 : 0;
        }
        return truth(out, left, right, rows);
    }

    /** Decimals; equal ones have equal words and scales, others are brought to one scale where that fits 64 bits. */
    public static Vector decimals(Comparison comparison, Vector left, Vector right, int rows) {
        DecimalVector a = (DecimalVector) left;
        DecimalVector b = (DecimalVector) right;
        long[] nulls = NullBits.union(a.nulls(), b.nulls());
        long[] out = new long[rows];
        for (int i = 0; i < rows; i++) {
            if (!NullBits.test(nulls, i)) {
                out[i] = comparison.holds(DecimalKernels.compare(a, b, i)) ? 1 : 0;
            }
        }
        return new LongVector(PhysicalType.BOOL, rows, out, nulls);
    }

    /** Text and byte strings in byte order; for (in)equality anything that has equal bytes when it is equal. */
    public static Vector bytes(Comparison comparison, Vector left, Vector right, int rows) {
        BytesVector a = (BytesVector) left;
        BytesVector b = (BytesVector) right;
        long[] out = new long[rows];
        int[] x = a.offsets();
        int[] y = b.offsets();
        if (comparison == Comparison.EQ || comparison == Comparison.NE) {
            long same = comparison == Comparison.EQ ? 1 : 0;
            for (int i = 0; i < rows; i++) {
                boolean equal = x[i + 1] - x[i] == y[i + 1] - y[i]
                        && Arrays.equals(a.heap(), x[i], x[i + 1], b.heap(), y[i], y[i + 1]);
                out[i] = equal ? same : 1 - same;
            }
        } else {
            for (int i = 0; i < rows; i++) {
                int order = Arrays.compareUnsigned(a.heap(), x[i], x[i + 1], b.heap(), y[i], y[i + 1]);
                out[i] = comparison.holds(order) ? 1 : 0;
            }
        }
        return truth(out, left, right, rows);
    }

    private static Vector truth(long[] out, Vector left, Vector right, int rows) {
        long[] nulls = NullBits.union(NullBits.of(left), NullBits.of(right));
        NullBits.zero(out, nulls, rows);
        return new LongVector(PhysicalType.BOOL, rows, out, nulls);
    }
}
