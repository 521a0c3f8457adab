package dev.mizu.repr;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One value, or NULL. The record tells how it is held ({@link PhysicalType}), not what SQL calls its type: a date and
 * an integer are both {@link Int}. Equality is SQL's "not distinct from" between values of one type.
 */
public sealed interface Datum {
    // Record components cannot be null; NULL is a value of its own.
    Datum NULL = Null.INSTANCE;
    Datum TRUE = new Bool(true);
    Datum FALSE = new Bool(false);

    /** SQL NULL. */
    enum Null implements Datum {
        INSTANCE
    }

    /** Boolean. */
    record Bool(boolean value) implements Datum {}

    /** 64 bits; the type says what they mean. */
    record Int(long value) implements Datum {}

    /** Floating point, single precision included. All NaNs are equal, and so are the two zeros. */
    record Float(double value) implements Datum {
        public Float {
            value = value == 0.0 ? 0.0 : value;
        }
    }

    /** Decimal number. */
    record Numeric(Decimal value) implements Datum {}

    /** Text of any text type. */
    record Text(String value) implements Datum {}

    /** Byte string; the array is never changed after construction. */
    record Bytes(byte[] value) implements Datum {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes b && Arrays.equals(value, b.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    /** Interval. */
    record IntervalDatum(Interval value) implements Datum {}

    /** UUID. */
    record UuidDatum(java.util.UUID value) implements Datum {}

    /** jsonb. */
    record JsonDatum(Json value) implements Datum {}

    /** Array: elements in row-major order; {@code dims} holds (lower bound, length) pairs, none for an empty array. */
    record Array(List<Dim> dims, List<Datum> elements) implements Datum {
        public Array {
            dims = List.copyOf(dims);
            elements = List.copyOf(elements);
        }

        /** One-dimensional from 1, or empty. */
        public static Array of(List<Datum> elements) {
            return new Array(elements.isEmpty() ? List.of() : List.of(new Dim(1, elements.size())), elements);
        }
    }

    /** One dimension of an array. */
    record Dim(int lower, int length) {}

    /** List. */
    record ListDatum(List<Datum> elements) implements Datum {
        public ListDatum {
            elements = List.copyOf(elements);
        }
    }

    /** Map with text keys in order. */
    record MapDatum(SortedMap<String, Datum> entries) implements Datum {}

    /** Row value. */
    record Record(List<Datum> fields) implements Datum {
        public Record {
            fields = List.copyOf(fields);
        }
    }

    /** Range; empty when {@code bounds} is. Discrete ranges are held canonically as {@code [)}. */
    record Range(Optional<Bounds> bounds) implements Datum {}

    /** Bounds of a range; a NULL bound is infinite. */
    record Bounds(Datum lower, boolean lowerInclusive, Datum upper, boolean upperInclusive) {}

    static Datum of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Datum of(long value) {
        return new Int(value);
    }

    static Datum of(double value) {
        return new Float(value);
    }

    static Datum of(String value) {
        return new Text(value);
    }

    static Datum of(Decimal value) {
        return new Numeric(value);
    }

    default boolean isNull() {
        return this == NULL;
    }

    /** The 64 bits of an {@link Int}; a class cast fails for anything else. */
    default long asLong() {
        return ((Int) this).value();
    }

    default double asDouble() {
        return ((Float) this).value();
    }

    default boolean asBool() {
        return ((Bool) this).value();
    }

    default String asText() {
        return ((Text) this).value();
    }

    default Decimal asDecimal() {
        return ((Numeric) this).value();
    }
}
