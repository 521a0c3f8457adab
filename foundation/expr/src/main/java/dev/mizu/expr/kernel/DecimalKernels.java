package dev.mizu.expr.kernel;

import dev.mizu.repr.Decimal;
import dev.mizu.repr.batch.DecimalVector;
import dev.mizu.repr.batch.Vector;
import dev.mizu.repr.batch.VectorBuilder;
import dev.mizu.repr.PhysicalType;
import java.util.function.BinaryOperator;

/**
 * Arithmetic on decimal columns in 64-bit words. A row that does not fit (or is NaN or infinite) goes through {@link
 * Decimal}, by the function given.
 */
public final class DecimalKernels {
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private DecimalKernels() {}

    /** The order of two numbers that are not NULL. */
    static int compare(DecimalVector a, DecimalVector b, int row) {
        int x = a.scales()[row];
        int y = b.scales()[row];
        if (x != DecimalVector.WIDE && y != DecimalVector.WIDE) {
            long u = a.unscaled()[row];
            long v = b.unscaled()[row];
            if (x == y) {
                return Long.compare(u, v);
            }
            if (Math.abs(x - y) < POWERS.length) {
                long power = POWERS[Math.abs(x - y)];
                long scaled = x < y ? u * power : v * power;
                if (Math.multiplyHigh(x < y ? u : v, power) == scaled >> 63) {
                    return x < y ? Long.compare(scaled, v) : Long.compare(u, scaled);
                }
            }
        }
        return a.decimal(row).compareTo(b.decimal(row));
    }

    /** Sums, or differences where {@code negate}. */
    public static Vector add(Vector left, Vector right, boolean negate, BinaryOperator<Decimal> exact, int rows) {
        DecimalVector a = (DecimalVector) left;
        DecimalVector b = (DecimalVector) right;
        long[] nulls = NullBits.union(a.nulls(), b.nulls());
        VectorBuilder out = new VectorBuilder(PhysicalType.NUMERIC, rows);
        for (int i = 0; i < rows; i++) {
            if (NullBits.test(nulls, i)) {
                out.appendNull();
            } else if (!addWords(a, b, i, negate, out)) {
                out.appendDecimal(exact.apply(a.decimal(i), b.decimal(i)));
            }
        }
        return out.build();
    }

    private static boolean addWords(DecimalVector a, DecimalVector b, int row, boolean negate, VectorBuilder out) {
        int x = a.scales()[row];
        int y = b.scales()[row];
        if (x == DecimalVector.WIDE || y == DecimalVector.WIDE || Math.abs(x - y) >= POWERS.length) {
            return false;
        }
        long u = a.unscaled()[row];
        long v = b.unscaled()[row];
        int scale = Math.max(x, y);
        if (x != y) {
            long power = POWERS[Math.abs(x - y)];
            long narrow = x < y ? u : v;
            long scaled = narrow * power;
            if (Math.multiplyHigh(narrow, power) != scaled >> 63) {
                return false;
            }
            u = x < y ? scaled : u;
            v = x < y ? v : scaled;
        }
        long sum = negate ? u - v : u + v;
        long overflow = negate ? (u ^ v) & (u ^ sum) : (u ^ sum) & (v ^ sum);
        if (overflow < 0) {
            return false;
        }
        appendStripped(out, sum, scale);
        return true;
    }

    /** Products. */
    public static Vector multiply(Vector left, Vector right, BinaryOperator<Decimal> exact, int rows) {
        DecimalVector a = (DecimalVector) left;
        DecimalVector b = (DecimalVector) right;
        long[] nulls = NullBits.union(a.nulls(), b.nulls());
        VectorBuilder out = new VectorBuilder(PhysicalType.NUMERIC, rows);
        for (int i = 0; i < rows; i++) {
            if (NullBits.test(nulls, i)) {
                out.appendNull();
                continue;
            }
            int x = a.scales()[i];
            int y = b.scales()[i];
            if (x != DecimalVector.WIDE && y != DecimalVector.WIDE && x + y <= 39) {
                long u = a.unscaled()[i];
                long v = b.unscaled()[i];
                long product = u * v;
                if (Math.multiplyHigh(u, v) == product >> 63) {
                    appendStripped(out, product, x + y);
                    continue;
                }
            }
            out.appendDecimal(exact.apply(a.decimal(i), b.decimal(i)));
        }
        return out.build();
    }

    private static void appendStripped(VectorBuilder out, long unscaled, int scale) {
        if (unscaled == 0) {
            out.appendDecimal(0, 0);
            return;
        }
        long number = unscaled;
        int places = scale;
        while (places > 0) {
            long tenth = number / 10;
            if (tenth * 10 != number) {
                break;
            }
            number = tenth;
            places--;
        }
        out.appendDecimal(number, places);
    }
}
