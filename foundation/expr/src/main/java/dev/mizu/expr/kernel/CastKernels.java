package dev.mizu.expr.kernel;

import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.DecimalVector;
import dev.mizu.repr.batch.DoubleVector;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.Decimal;

/** Conversions of whole columns of words. */
public final class CastKernels {
    private static final Decimal[] NOT_WIDE = {};

    private CastKernels() {}

    /** The same column when all words lie in [min, max]; else signals that some row fails. */
    public static Vector checkRange(Vector vector, long min, long max, int rows) {
        LongVector words = (LongVector) vector;
        for (int i = 0; i < rows; i++) {
            long value = words.values()[i];
            if ((value < min || value > max) && !words.isNull(i)) {
                throw ArithmeticKernels.failure();
            }
        }
        return vector;
    }

    public static Vector multiply(Vector vector, long factor, int rows) {
        LongVector words = (LongVector) vector;
        long[] out = new long[rows];
        for (int i = 0; i < rows; i++) {
            out[i] = words.values()[i] * factor;
        }
        return new LongVector(PhysicalType.INT, rows, out, words.nulls());
    }

    /** Quotients rounded down; NULL rows hold zero and stay zero. */
    public static Vector floorDivide(Vector vector, long divisor, int rows) {
        LongVector words = (LongVector) vector;
        long[] out = new long[rows];
        for (int i = 0; i < rows; i++) {
            out[i] = Math.floorDiv(words.values()[i], divisor);
        }
        return new LongVector(PhysicalType.INT, rows, out, words.nulls());
    }

    public static Vector toDouble(Vector vector, boolean single, int rows) {
        LongVector words = (LongVector) vector;
        double[] out = new double[rows];
        for (int i = 0; i < rows; i++) {
            out[i] = single ? (float) words.values()[i] : (double) words.values()[i];
        }
        return new DoubleVector(rows, out, words.nulls());
    }

    public static Vector toDecimal(Vector vector, int rows) {
        LongVector words = (LongVector) vector;
        return new DecimalVector(rows, words.values(), new byte[rows], NOT_WIDE, words.nulls());
    }
}
