package dev.mizu.expr.kernel;

import dev.mizu.base.Check;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.DecimalVector;
import dev.mizu.repr.batch.DoubleVector;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.batch.VectorBuilder;
import java.util.Arrays;

/** Making and mixing whole vectors. */
public final class Vectors {
    private Vectors() {}

    /** {@code rows} times the same value. */
    public static Vector constant(PhysicalType physical, Datum value, int rows) {
        if (value.isNull()) {
            return nulls(physical, rows);
        }
        return switch (physical) {
            case BOOL -> LongVector.of(physical, rows, filled(value.asBool() ? 1 : 0, rows));
            case INT -> LongVector.of(physical, rows, filled(value.asLong(), rows));
            case FLOAT -> {
                double[] values = new double[rows];
                Arrays.fill(values, value.asDouble());
                yield new DoubleVector(rows, values, NullBits.NONE);
            }
            default -> Vector.constant(physical, value, rows);
        };
    }

    private static long[] filled(long value, int rows) {
        long[] values = new long[rows];
        if (value != 0) {
            Arrays.fill(values, value);
        }
        return values;
    }

    /** Only NULLs. */
    public static Vector nulls(PhysicalType physical, int rows) {
        long[] bits = NullBits.room(rows);
        Arrays.fill(bits, -1L);
        return switch (physical) {
            case BOOL, INT -> new LongVector(physical, rows, new long[rows], bits);
            case FLOAT -> new DoubleVector(rows, new double[rows], bits);
            case NUMERIC -> new DecimalVector(rows, new long[rows], new byte[rows], new dev.mizu.repr.Decimal[0], bits);
            default -> new BytesVector(physical, rows, new byte[0], new int[rows + 1], bits);
        };
    }

    /** Appends one row of a vector, copying bytes and words rather than making a datum. */
    public static void append(VectorBuilder to, Vector from, int row) {
        if (from.isNull(row)) {
            to.appendNull();
            return;
        }
        switch (from) {
            case LongVector v -> to.appendLong(v.values()[row]);
            case DoubleVector v -> to.appendDouble(v.values()[row]);
            case DecimalVector v -> {
                if (v.scales()[row] == DecimalVector.WIDE) {
                    to.appendDecimal(v.wide()[row]);
                } else {
                    to.appendDecimal(v.unscaled()[row], v.scales()[row]);
                }
            }
            case BytesVector v -> to.appendBytes(v.heap(), v.offsets()[row], v.length(row));
        }
    }

    /**
     * A vector of {@code rows} rows that takes row {@code i} from {@code a} where {@code place[i] >= 0} (at that
     * index), else from {@code b} at {@code -1 - place[i]}.
     */
    public static Vector merge(Vector a, Vector b, int[] place, int rows) {
        Check.that(a.physical() == b.physical(), "branches of one type");
        if (a instanceof LongVector x && b instanceof LongVector y) {
            long[] values = new long[rows];
            for (int i = 0; i < rows; i++) {
                values[i] = place[i] >= 0 ? x.values()[place[i]] : y.values()[-1 - place[i]];
            }
            return new LongVector(a.physical(), rows, values, mergeNulls(x.nulls(), y.nulls(), place, rows));
        }
        if (a instanceof DoubleVector x && b instanceof DoubleVector y) {
            double[] values = new double[rows];
            for (int i = 0; i < rows; i++) {
                values[i] = place[i] >= 0 ? x.values()[place[i]] : y.values()[-1 - place[i]];
            }
            return new DoubleVector(rows, values, mergeNulls(x.nulls(), y.nulls(), place, rows));
        }
        VectorBuilder builder = new VectorBuilder(a.physical(), rows);
        for (int i = 0; i < rows; i++) {
            if (place[i] >= 0) {
                append(builder, a, place[i]);
            } else {
                append(builder, b, -1 - place[i]);
            }
        }
        return builder.build();
    }

    private static long[] mergeNulls(long[] a, long[] b, int[] place, int rows) {
        if (a.length == 0 && b.length == 0) {
            return NullBits.NONE;
        }
        long[] bits = NullBits.room(rows);
        for (int i = 0; i < rows; i++) {
            if (place[i] >= 0 ? NullBits.test(a, place[i]) : NullBits.test(b, -1 - place[i])) {
                NullBits.set(bits, i);
            }
        }
        return bits;
    }

    /** The same rows, with more of them NULL. */
    public static Vector withNulls(Vector vector, long[] bits, int rows) {
        if (bits.length == 0) {
            return vector;
        }
        long[] union = NullBits.union(NullBits.of(vector), bits);
        return switch (vector) {
            case LongVector v -> {
                long[] values = Arrays.copyOf(v.values(), rows);
                NullBits.zero(values, union, rows);
                yield new LongVector(v.physical(), rows, values, union);
            }
            case DoubleVector v -> {
                double[] values = Arrays.copyOf(v.values(), rows);
                NullBits.zero(values, union, rows);
                yield new DoubleVector(rows, values, union);
            }
            case DecimalVector v -> new DecimalVector(rows, v.unscaled(), v.scales(), v.wide(), union);
            case BytesVector v -> new BytesVector(v.physical(), rows, v.heap(), v.offsets(), union);
        };
    }
}
