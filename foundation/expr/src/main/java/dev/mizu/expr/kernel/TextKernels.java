package dev.mizu.expr.kernel;

import dev.mizu.expr.EvalException;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.BytesVector;
import dev.mizu.repr.batch.LongVector;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.batch.VectorBuilder;

/** Text as UTF-8 bytes, without making strings. */
public final class TextKernels {
    /** So many decimal digits fit a long whatever they are. */
    private static final int MOST_DIGITS = 18;

    private TextKernels() {}

    /** Numbers of code points: all bytes but those that continue one. */
    public static Vector lengths(Vector text, int rows) {
        BytesVector bytes = (BytesVector) text;
        byte[] heap = bytes.heap();
        int[] offsets = bytes.offsets();
        long[] out = new long[rows];
        for (int i = 0; i < rows; i++) {
            long count = 0;
            for (int at = offsets[i]; at < offsets[i + 1]; at++) {
                count += (heap[at] & 0xc0) != 0x80 ? 1 : 0;
            }
            out[i] = count;
        }
        NullBits.zero(out, bytes.nulls(), rows);
        return new LongVector(PhysicalType.INT, rows, out, bytes.nulls());
    }

    /** Numbers of bytes. */
    public static Vector sizes(Vector text, int rows) {
        BytesVector bytes = (BytesVector) text;
        int[] offsets = bytes.offsets();
        long[] out = new long[rows];
        for (int i = 0; i < rows; i++) {
            out[i] = offsets[i + 1] - offsets[i];
        }
        NullBits.zero(out, bytes.nulls(), rows);
        return new LongVector(PhysicalType.INT, rows, out, bytes.nulls());
    }

    /** Both texts in a row; raises {@link EvalException} when the column outgrows one array. */
    public static Vector concat(Vector left, Vector right, int rows) {
        BytesVector a = (BytesVector) left;
        BytesVector b = (BytesVector) right;
        long[] nulls = NullBits.union(a.nulls(), b.nulls());
        long total = 0;
        for (int i = 0; i < rows; i++) {
            total += NullBits.test(nulls, i) ? 0 : a.length(i) + b.length(i);
        }
        if (total > Integer.MAX_VALUE - 16) {
            throw ArithmeticKernels.failure();
        }
        byte[] heap = new byte[(int) total];
        int[] offsets = new int[rows + 1];
        int end = 0;
        for (int i = 0; i < rows; i++) {
            if (!NullBits.test(nulls, i)) {
                System.arraycopy(a.heap(), a.offsets()[i], heap, end, a.length(i));
                end += a.length(i);
                System.arraycopy(b.heap(), b.offsets()[i], heap, end, b.length(i));
                end += b.length(i);
            }
            offsets[i + 1] = end;
        }
        return new BytesVector(PhysicalType.TEXT, rows, heap, offsets, nulls);
    }

    /** Upper or lower case of ASCII; raises {@link EvalException} when there is other text, which needs the tables. */
    public static Vector fold(Vector text, boolean upper, int rows) {
        BytesVector bytes = (BytesVector) text;
        int from = bytes.offsets()[0];
        int size = bytes.offsets()[rows] - from;
        byte[] heap = new byte[size];
        int[] offsets = new int[rows + 1];
        byte first = (byte) (upper ? 'a' : 'A');
        byte last = (byte) (upper ? 'z' : 'Z');
        int seen = 0;
        for (int i = 0; i < size; i++) {
            byte b = bytes.heap()[from + i];
            seen |= b;
            heap[i] = b >= first && b <= last ? (byte) (b ^ 0x20) : b;
        }
        if (seen < 0) {
            throw ArithmeticKernels.failure();
        }
        for (int i = 0; i < rows; i++) {
            offsets[i + 1] = bytes.offsets()[i + 1] - from;
        }
        return new BytesVector(PhysicalType.TEXT, rows, heap, offsets, bytes.nulls());
    }

    /** Whether the first text starts with the second. */
    public static Vector startsWith(Vector text, Vector prefix, int rows) {
        BytesVector a = (BytesVector) text;
        BytesVector b = (BytesVector) prefix;
        long[] out = new long[rows];
        for (int i = 0; i < rows; i++) {
            int length = b.length(i);
            int at = a.offsets()[i];
            out[i] = length <= a.length(i) && java.util.Arrays.equals(
                    a.heap(), at, at + length, b.heap(), b.offsets()[i], b.offsets()[i + 1]) ? 1 : 0;
        }
        long[] nulls = NullBits.union(a.nulls(), b.nulls());
        NullBits.zero(out, nulls, rows);
        return new LongVector(PhysicalType.BOOL, rows, out, nulls);
    }

    /** Plain integers within [min, max]; raises {@link EvalException} where some text is another, or none at all. */
    public static Vector parseLongs(Vector text, long min, long max, int rows) {
        BytesVector bytes = (BytesVector) text;
        long[] out = new long[rows];
        for (int i = 0; i < rows; i++) {
            if (!bytes.isNull(i)) {
                long value = parseDigits(bytes.heap(), bytes.offsets()[i], bytes.offsets()[i + 1]);
                if (value < min || value > max) {
                    throw ArithmeticKernels.failure();
                }
                out[i] = value;
            }
        }
        return new LongVector(PhysicalType.INT, rows, out, bytes.nulls());
    }

    private static long parseDigits(byte[] heap, int from, int to) {
        boolean negative = from < to && heap[from] == '-';
        int at = negative ? from + 1 : from;
        if (at == to || to - at > MOST_DIGITS) {
            throw ArithmeticKernels.failure();
        }
        long value = 0;
        for (; at < to; at++) {
            int digit = heap[at] - '0';
            if (digit < 0 || digit > 9) {
                throw ArithmeticKernels.failure();
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /** Plain decimals of few digits; raises {@link EvalException} where some text is another, or none at all. */
    public static Vector parseDecimals(Vector text, int rows) {
        BytesVector bytes = (BytesVector) text;
        VectorBuilder out = new VectorBuilder(PhysicalType.NUMERIC, rows);
        for (int i = 0; i < rows; i++) {
            if (bytes.isNull(i)) {
                out.appendNull();
            } else {
                parseDecimal(bytes.heap(), bytes.offsets()[i], bytes.offsets()[i + 1], out);
            }
        }
        return out.build();
    }

    private static void parseDecimal(byte[] heap, int from, int to, VectorBuilder out) {
        int point = from;
        while (point < to && heap[point] != '.') {
            point++;
        }
        int end = to;
        if (point < to) {
            if (point + 1 == to || point == from || heap[point - 1] == '-') {
                throw ArithmeticKernels.failure();
            }
            while (heap[end - 1] == '0') {
                end--;
            }
        }
        long value = parseDigits(heap, from, point);
        int scale = Math.max(0, end - point - 1);
        if (scale > 0) {
            if (point - from + scale > MOST_DIGITS || heap[point + 1] == '-') {
                throw ArithmeticKernels.failure();
            }
            long fraction = parseDigits(heap, point + 1, end);
            long shifted = value;
            for (int i = 0; i < scale; i++) {
                shifted *= 10;
            }
            value = heap[from] == '-' ? shifted - fraction : shifted + fraction;
        }
        out.appendDecimal(value, scale);
    }
}
