package dev.mizu.repr.batch;

import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;

/** Floating point; a NULL row holds 0. No value is the negative zero. */
public record DoubleVector(int size, double[] values, long[] nulls) implements Vector {
    @Override
    public PhysicalType physical() {
        return PhysicalType.FLOAT;
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
        return isNull(row) ? Datum.NULL : Datum.of(values[row]);
    }

    @Override
    public DoubleVector select(int[] rows, int count) {
        double[] picked = new double[count];
        for (int i = 0; i < count; i++) {
            picked[i] = values[rows[i]];
        }
        return new DoubleVector(count, picked, Nulls.select(nulls, rows, count));
    }
}
