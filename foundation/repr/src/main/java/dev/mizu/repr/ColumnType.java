package dev.mizu.repr;

/** A type and whether NULL may occur. */
public record ColumnType(ScalarType scalar, boolean nullable) {
    /** The same type, nullable when either is. */
    public ColumnType or(boolean alsoNullable) {
        return nullable || !alsoNullable ? this : new ColumnType(scalar, true);
    }

    @Override
    public String toString() {
        return nullable ? scalar + "?" : scalar.toString();
    }
}
