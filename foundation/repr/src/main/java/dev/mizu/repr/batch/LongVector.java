package dev.mizu.repr.batch;

import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;

/**
 * Booleans (0, 1) and everything that fits 64 bits.
 *
 * @param values one word a row; a NULL row holds 0
 * @param nulls bitmap, see {@link Nulls}
 */
public record LongVector(PhysicalType physical, int size, long[] values, long[] nulls) implements Vector {
    /** A column without NULLs. */
    public static LongVector of(PhysicalType physical, int size, long[] values) {
        return new LongVector(physical, size, values, Nulls.NONE);
    }

    @Override
    public boolean isNull(int row) {
        return Nulls.isNull(nulls, row);
    }

    @Override
    public boolean hasNulls() {
        return nulls.length > 0;
    }

    @Override
    public Datum datum(int row) {
        if (isNull(row)) {
            return Datum.NULL;
        }
        return physical == PhysicalType.BOOL ? Datum.of(values[row] != 0) : Datum.of(values[row]);
    }

    @Override
    public LongVector select(int[] rows, int count) {
        long[] picked = new long[count];
        for (int i = 0; i < count; i++) {
            picked[i] = values[rows[i]];
        }
        return new LongVector(physical, count, picked, Nulls.select(nulls, rows, count));
    }
}
