package dev.mizu.repr.batch;

import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;

/**
 * One column of a batch. Immutable once built; arrays may be longer than {@link #size} and are shared, never copied
 * for a reader: hot loops read them directly.
 */
public sealed interface Vector permits LongVector, DoubleVector, DecimalVector, BytesVector {
    PhysicalType physical();

    int size();

    boolean isNull(int row);

    /** Whether any row is NULL; false lets a kernel skip all checks. */
    boolean hasNulls();

    /** The value of a row as a datum. Allocates: not for hot loops. */
    Datum datum(int row);

    /** The rows {@code rows[0..count)} in that order, repeats allowed. */
    Vector select(int[] rows, int count);

    /** A vector of {@code count} times the same value. */
    static Vector constant(PhysicalType physical, Datum value, int count) {
        VectorBuilder builder = new VectorBuilder(physical, count);
        for (int i = 0; i < count; i++) {
            builder.append(value);
        }
        return builder.build();
    }
}
