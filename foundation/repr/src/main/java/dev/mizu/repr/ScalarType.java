package dev.mizu.repr;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The type of a value, with its modifiers. {@code toString} is the name that users read in errors and catalogs. */
public sealed interface ScalarType permits SimpleType, ScalarType.Numeric, ScalarType.Varchar, ScalarType.Char,
        ScalarType.Timestamp, ScalarType.TimestampTz, ScalarType.Array, ScalarType.ListOf, ScalarType.MapOf,
        ScalarType.Record, ScalarType.Range {
    /** How values of this type are held. */
    PhysicalType physical();

    /** The name without modifiers, as {@code format_type} spells it. */
    String sqlName();

    /** Decimal of 39 digits; {@code scale} digits after the point where declared. */
    record Numeric(OptionalInt scale) implements ScalarType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.NUMERIC;
        }

        @Override
        public String sqlName() {
            return "numeric";
        }

        @Override
        public String toString() {
            return scale.isPresent() ? "numeric(39," + scale.getAsInt() + ")" : "numeric";
        }
    }

    /** Text of at most {@code length} code points where declared. */
    record Varchar(OptionalInt length) implements ScalarType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.TEXT;
        }

        @Override
        public String sqlName() {
            return "character varying";
        }

        @Override
        public String toString() {
            return withLength(sqlName(), length);
        }
    }

    /** Blank-padded text; values are held without the padding. */
    record Char(OptionalInt length) implements ScalarType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.TEXT;
        }

        @Override
        public String sqlName() {
            return "character";
        }

        @Override
        public String toString() {
            return withLength(sqlName(), length);
        }
    }

    /** Microseconds since 1970-01-01 00:00, without zone. */
    record Timestamp(OptionalInt precision) implements ScalarType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.INT;
        }

        @Override
        public String sqlName() {
            return "timestamp without time zone";
        }

        @Override
        public String toString() {
            return precision.isPresent()
                    ? "timestamp(" + precision.getAsInt() + ") without time zone" : sqlName();
        }
    }

    /** Microseconds since 1970-01-01 00:00 UTC. */
    record TimestampTz(OptionalInt precision) implements ScalarType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.INT;
        }

        @Override
        public String sqlName() {
            return "timestamp with time zone";
        }

        @Override
        public String toString() {
            return precision.isPresent() ? "timestamp(" + precision.getAsInt() + ") with time zone" : sqlName();
        }
    }

    /** Rectangular array; dimensions belong to the value. */
    record Array(ScalarType element) implements ScalarType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.ARRAY;
        }

        @Override
        public String sqlName() {
            return element.sqlName() + "[]";
        }

        @Override
        public String toString() {
            return element + "[]";
        }
    }

    /** Ragged list. */
    record ListOf(ScalarType element) implements ScalarType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.LIST;
        }

        @Override
        public String sqlName() {
            return element.sqlName() + " list";
        }

        @Override
        public String toString() {
            return element + " list";
        }
    }

    /** Map with text keys. */
    record MapOf(ScalarType value) implements ScalarType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.MAP;
        }

        @Override
        public String sqlName() {
            return "map[text=>" + value.sqlName() + "]";
        }

        @Override
        public String toString() {
            return "map[text=>" + value + "]";
        }
    }

    /** Row of named fields. */
    record Record(List<Field> fields) implements ScalarType {
        public Record {
            fields = List.copyOf(fields);
        }

        @Override
        public PhysicalType physical() {
            return PhysicalType.RECORD;
        }

        @Override
        public String sqlName() {
            return "record";
        }

        @Override
        public String toString() {
            return fields.stream().map(f -> f.name() + ": " + f.type())
                    .collect(Collectors.joining(",", "record(", ")"));
        }
    }

    /** A named field of a {@link Record}. */
    record Field(String name, ColumnType type) {}

    /** Range over int4, int8, numeric, date, timestamp or timestamptz. */
    record Range(ScalarType element) implements ScalarType {
        @Override
        public PhysicalType physical() {
            return PhysicalType.RANGE;
        }

        @Override
        public String sqlName() {
            return switch (element) {
                case SimpleType s when s == SimpleType.INT4 -> "int4range";
                case SimpleType s when s == SimpleType.INT8 -> "int8range";
                case SimpleType s when s == SimpleType.DATE -> "daterange";
                case Numeric n -> "numrange";
                case Timestamp t -> "tsrange";
                default -> "tstzrange";
            };
        }

        @Override
        public String toString() {
            return sqlName();
        }
    }

    Numeric NUMERIC = new Numeric(OptionalInt.empty());
    Varchar VARCHAR = new Varchar(OptionalInt.empty());
    Char BPCHAR = new Char(OptionalInt.empty());
    Timestamp TIMESTAMP = new Timestamp(OptionalInt.empty());
    TimestampTz TIMESTAMPTZ = new TimestampTz(OptionalInt.empty());

    private static String withLength(String name, OptionalInt length) {
        return length.isPresent() ? name + "(" + length.getAsInt() + ")" : name;
    }

    /** The nullable column type of this. */
    default ColumnType nullable() {
        return new ColumnType(this, true);
    }

    /** The not-null column type of this. */
    default ColumnType notNull() {
        return new ColumnType(this, false);
    }
}
