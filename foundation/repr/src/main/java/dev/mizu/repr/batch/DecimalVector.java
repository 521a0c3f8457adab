package dev.mizu.repr.batch;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.PhysicalType;
import java.math.BigDecimal;

/**
 * Decimals as unscaled 64-bit integers with a scale a row; what does not fit (or is NaN or infinite) stands whole in
 * {@code wide}. Unscaled values carry no trailing zeros, so equal numbers have equal (unscaled, scale).
 *
 * @param scales digits after the point; {@link #WIDE} marks a row held in {@code wide}
 * @param wide as long as the column, or empty when every row is narrow
 */
public record DecimalVector(int size, long[] unscaled, byte[] scales, Decimal[] wide, long[] nulls)
        implements Vector {
    /** The scale that says: see {@link #wide}. */
    public static final byte WIDE = -1;

    @Override
    public PhysicalType physical() {
        return PhysicalType.NUMERIC;
    }

    @Override
    public boolean isNull(int row) {
        return Nulls.isNull(nulls, row);
    }

    @Override
    public boolean hasNulls() {
        return nulls.length > 0;
    }

    /** The number of a row that is not NULL. */
    public Decimal decimal(int row) {
        return scales[row] == WIDE ? wide[row] : Decimal.of(BigDecimal.valueOf(unscaled[row], scales[row]));
    }

    @Override
    public Datum datum(int row) {
        return isNull(row) ? Datum.NULL : Datum.of(decimal(row));
    }

    @Override
    public DecimalVector select(int[] rows, int count) {
        long[] pickedUnscaled = new long[count];
        byte[] pickedScales = new byte[count];
        Decimal[] pickedWide = wide.length == 0 ? wide : new Decimal[count];
        for (int i = 0; i < count; i++) {
            pickedUnscaled[i] = unscaled[rows[i]];
            pickedScales[i] = scales[rows[i]];
            if (wide.length > 0) {
                pickedWide[i] = wide[rows[i]];
            }
        }
        return new DecimalVector(count, pickedUnscaled, pickedScales, pickedWide, Nulls.select(nulls, rows, count));
    }
}
