package dev.mizu.expr.kernel;

import dev.mizu.expr.EvalException;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.DoubleVector;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import java.util.function.DoubleBinaryOperator;

/**
 * Arithmetic on columns of words and doubles, NULL where either side is. A row that overflows or divides by zero
 * raises {@link #SOME_ROW_FAILS}: the caller goes row by row to say which.
 */
public final class ArithmeticKernels {
    /** The signal of a kernel that some row fails; its text is never shown. */
    private static final EvalException SOME_ROW_FAILS = new EvalException("XX000", "some row fails");

    private ArithmeticKernels() {}

    /** The operations on words. */
    public enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER
    }

    /** The signal that some row fails. */
    public static EvalException failure() {
        return SOME_ROW_FAILS;
    }

    /** Integers of at most 32 bits, whose sums and products fit 64; the result must lie in [min, max]. */
    public static Vector narrow(Operation operation, long min, long max, Vector[] args, int rows) {
        long[] a = ((LongVector) args[0]).values();
        long[] b = ((LongVector) args[1]).values();
        long[] nulls = NullBits.union(NullBits.of(args[0]), NullBits.of(args[1]));
        long[] out = new long[rows];
        switch (operation) {
            case ADD -> {
                for (int i = 0; i < rows; i++) {
                    out[i] = a[i] + b[i];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < rows; i++) {
                    out[i] = a[i] - b[i];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < rows; i++) {
                    out[i] = a[i] * b[i];
                }
            }
            case DIVIDE, REMAINDER -> divide(operation, a, b, nulls, out);
        }
        NullBits.zero(out, nulls, rows);
        long outside = 0;
        for (int i = 0; i < rows; i++) {
            outside |= (out[i] - min) | (max - out[i]);
        }
        if (outside < 0) {
            throw SOME_ROW_FAILS;
        }
        return new LongVector(PhysicalType.INT, rows, out, nulls);
    }

    /** Signed 64-bit integers. */
    public static Vector wide(Operation operation, Vector[] args, int rows) {
        long[] a = ((LongVector) args[0]).values();
        long[] b = ((LongVector) args[1]).values();
        long[] nulls = NullBits.union(NullBits.of(args[0]), NullBits.of(args[1]));
        long[] out = new long[rows];
        long overflow = 0;
        switch (operation) {
            case ADD -> {
                for (int i = 0; i < rows; i++) {
                    long sum = a[i] + b[i];
                    overflow |= (a[i] ^ sum) & (b[i] ^ sum);
                    out[i] = sum;
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < rows; i++) {
                    long difference = a[i] - b[i];
                    overflow |= (a[i] ^ b[i]) & (a[i] ^ difference);
                    out[i] = difference;
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < rows; i++) {
                    long product = a[i] * b[i];
                    overflow |= Math.multiplyHigh(a[i], b[i]) == product >> 63 ? 0 : -1;
                    out[i] = product;
                }
            }
            case DIVIDE, REMAINDER -> divide(operation, a, b, nulls, out);
        }
        if (overflow < 0) {
            throw SOME_ROW_FAILS;
        }
        NullBits.zero(out, nulls, rows);
        return new LongVector(PhysicalType.INT, rows, out, nulls);
    }

    private static void divide(Operation operation, long[] a, long[] b, long[] nulls, long[] out) {
        for (int i = 0; i < out.length; i++) {
            if (nulls.length > 0 && NullBits.test(nulls, i)) {
                continue;
            }
            if (b[i] == 0 || a[i] == Long.MIN_VALUE && b[i] == -1) {
                throw SOME_ROW_FAILS;
            }
            out[i] = operation == Operation.DIVIDE ? a[i] / b[i] : a[i] % b[i];
        }
    }

    /**
     * Doubles. A result that is not finite where the arguments are, and of products and quotients a zero where they are
     * not, is left to the row's code.
     */
    public static Vector doubles(boolean product, DoubleBinaryOperator operation, Vector[] args, int rows) {
        double[] a = ((DoubleVector) args[0]).values();
        double[] b = ((DoubleVector) args[1]).values();
        long[] nulls = NullBits.union(NullBits.of(args[0]), NullBits.of(args[1]));
        double[] out = new double[rows];
        boolean special = false;
        for (int i = 0; i < rows; i++) {
            double value = operation.applyAsDouble(a[i], b[i]);
            out[i] = value + 0.0;
            special |= !(Math.abs(value) <= Double.MAX_VALUE) || value == 0;
        }
        for (int i = 0; special && i < rows; i++) {
            if (doubtful(product, a[i], b[i], out[i]) && !NullBits.test(nulls, i)) {
                throw SOME_ROW_FAILS;
            }
        }
        NullBits.zero(out, nulls, rows);
        return new DoubleVector(rows, out, nulls);
    }

    private static boolean doubtful(boolean product, double a, double b, double out) {
        if (!(Math.abs(out) <= Double.MAX_VALUE)) {
            return Math.abs(a) <= Double.MAX_VALUE && Math.abs(b) <= Double.MAX_VALUE || product && b == 0;
        }
        return product && out == 0 && a != 0 && b != 0;
    }
}
