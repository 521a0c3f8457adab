package dev.mizu.dataflow.row;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.DecimalVector;
import dev.mizu.repr.batch.DoubleVector;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import java.util.Arrays;
import java.util.List;

/** Columns put together from columns. */
public final class Vectors {
    private Vectors() {}

    /** A column of {@code count} times one word, without NULLs. */
    public static LongVector constant(long word, int count) {
        long[] values = new long[count];
        Arrays.fill(values, word);
        return LongVector.of(PhysicalType.INT, count, values);
    }

    /** A column of NULLs. */
    public static Vector nulls(PhysicalType type, int count) {
        return Vector.constant(type, Datum.NULL, count);
    }

    static long bits(double value) {
        return value == 0.0 ? 0L : Double.doubleToLongBits(value);
    }

    /** Whether two cells of columns of one kind hold the same value; NULL is the same as NULL. */
    public static boolean equal(Vector left, int a, Vector right, int b) {
        boolean missing = left.isNull(a);
        if (missing || right.isNull(b)) {
            return missing == right.isNull(b);
        }
        return switch (left) {
            case LongVector v -> v.values()[a] == ((LongVector) right).values()[b];
            case DoubleVector v -> bits(v.values()[a]) == bits(((DoubleVector) right).values()[b]);
            case DecimalVector v -> decimalEqual(v, a, (DecimalVector) right, b);
            case BytesVector v -> {
                BytesVector other = (BytesVector) right;
                yield Arrays.equals(v.heap(), v.offsets()[a], v.offsets()[a + 1],
                        other.heap(), other.offsets()[b], other.offsets()[b + 1]);
            }
        };
    }

    private static boolean decimalEqual(DecimalVector left, int a, DecimalVector right, int b) {
        if (left.scales()[a] != right.scales()[b]) {
            return false;
        }
        return left.scales()[a] == DecimalVector.WIDE
                ? left.wide()[a].equals(right.wide()[b])
                : left.unscaled()[a] == right.unscaled()[b];
    }

    /** Bytes that a batch holds, about. */
    public static long bytes(ColumnBatch batch) {
        long bytes = 64 + batch.diffs().length * 8L;
        for (Vector column : batch.columns()) {
            bytes += switch (column) {
                case LongVector v -> v.values().length * 8L + v.nulls().length * 8L;
                case DoubleVector v -> v.values().length * 8L + v.nulls().length * 8L;
                case DecimalVector v -> v.unscaled().length * 9L + v.wide().length * 64L + v.nulls().length * 8L;
                case BytesVector v -> v.heap().length + v.offsets().length * 4L + v.nulls().length * 8L;
            };
        }
        return bytes;
    }

    /** One column of several batches, one after the other. */
    static Vector concatenate(List<ColumnBatch> batches, int column, int size) {
        long[] nulls = nulls(batches, column, size);
        Vector first = batches.getFirst().column(column);
        int at = 0;
        switch (first) {
            case LongVector f -> {
                long[] values = new long[size];
                for (ColumnBatch batch : batches) {
                    System.arraycopy(((LongVector) batch.column(column)).values(), 0, values, at, batch.size());
                    at += batch.size();
                }
                return new LongVector(f.physical(), size, values, nulls);
            }
            case DoubleVector f -> {
                double[] values = new double[size];
                for (ColumnBatch batch : batches) {
                    System.arraycopy(((DoubleVector) batch.column(column)).values(), 0, values, at, batch.size());
                    at += batch.size();
                }
                return new DoubleVector(size, values, nulls);
            }
            case DecimalVector f -> {
                return decimals(batches, column, size, nulls);
            }
            case BytesVector f -> {
                return bytes(batches, column, size, nulls);
            }
        }
    }

    private static DecimalVector decimals(List<ColumnBatch> batches, int column, int size, long[] nulls) {
        long[] unscaled = new long[size];
        byte[] scales = new byte[size];
        Decimal[] wide = {};
        int at = 0;
        for (ColumnBatch batch : batches) {
            DecimalVector part = (DecimalVector) batch.column(column);
            System.arraycopy(part.unscaled(), 0, unscaled, at, batch.size());
            System.arraycopy(part.scales(), 0, scales, at, batch.size());
            if (part.wide().length > 0) {
                wide = wide.length == 0 ? new Decimal[size] : wide;
                System.arraycopy(part.wide(), 0, wide, at, Math.min(batch.size(), part.wide().length));
            }
            at += batch.size();
        }
        return new DecimalVector(size, unscaled, scales, wide, nulls);
    }

    private static BytesVector bytes(List<ColumnBatch> batches, int column, int size, long[] nulls) {
        int length = 0;
        for (ColumnBatch batch : batches) {
            BytesVector part = (BytesVector) batch.column(column);
            length = Math.addExact(length, part.offsets()[batch.size()] - part.offsets()[0]);
        }
        byte[] heap = new byte[length];
        int[] offsets = new int[size + 1];
        int at = 0;
        int heapAt = 0;
        for (ColumnBatch batch : batches) {
            BytesVector part = (BytesVector) batch.column(column);
            int start = part.offsets()[0];
            int bytes = part.offsets()[batch.size()] - start;
            System.arraycopy(part.heap(), start, heap, heapAt, bytes);
            for (int i = 0; i < batch.size(); i++) {
                offsets[at++] = heapAt + part.offsets()[i] - start;
            }
            heapAt += bytes;
        }
        offsets[size] = heapAt;
        return new BytesVector(batches.getFirst().column(column).physical(), size, heap, offsets, nulls);
    }

    private static long[] nulls(List<ColumnBatch> batches, int column, int size) {
        long[] nulls = {};
        int at = 0;
        for (ColumnBatch batch : batches) {
            Vector part = batch.column(column);
            if (part.hasNulls()) {
                nulls = nulls.length == 0 ? new long[size + 63 >> 6] : nulls;
                for (int i = 0; i < batch.size(); i++) {
                    if (part.isNull(i)) {
                        nulls[at + i >> 6] |= 1L << at + i;
                    }
                }
            }
            at += batch.size();
        }
        return nulls;
    }
}
