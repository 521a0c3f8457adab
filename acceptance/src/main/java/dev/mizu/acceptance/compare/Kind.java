package dev.mizu.acceptance.compare;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The types that random queries are made of, each with values that meet often: as columns are filled from these few,
 * joins find partners, groups fill and predicates divide.
 */
enum Kind {
    BOOL("boolean", "true", "false"),
    INT2("smallint", "0", "1", "2", "3", "-1", "7"),
    INT4("integer", "0", "1", "2", "3", "4", "5", "-1", "-2"),
    INT8("bigint", "0", "1", "2", "3", "-3", "12"),
    FLOAT4("real", "0", "0.5", "1.25", "-2", "3"),
    FLOAT8("double precision", "0", "0.5", "1", "-1.75", "2", "4.25"),
    NUMERIC("numeric(12,2)", "0", "1.5", "2.25", "-1.5", "3", "10.01"),
    TEXT("text", "a", "b", "ab", "B", "", "abc", " x ", "1", "é"),
    VARCHAR("varchar(5)", "a", "b", "abcde", "", "A b"),
    CHAR("char(3)", "a", "b", "ab", "abc", ""),
    BYTEA("bytea", "\\x", "\\x00ff", "\\x61", "\\x6162"),
    DATE("date", "2024-01-31", "2024-02-29", "2023-12-31", "2024-02-01", "1999-01-01"),
    TIME("time", "00:00:00", "12:30:00", "23:59:59.5", "01:02:03.000004"),
    TIMESTAMP("timestamp", "2024-01-31 12:00:00", "2024-02-29 23:59:59.999", "1999-01-01 00:00:00"),
    TIMESTAMPTZ("timestamptz", "2024-01-31 12:00:00+00", "2024-03-01 01:30:00+02", "1999-01-01 00:00:00Z"),
    INTERVAL("interval", "1 day", "02:30:00", "1 mon", "-1 day", "1 year 2 days 03:00:00"),
    UUID("uuid", "00000000-0000-0000-0000-000000000001", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
    JSONB("jsonb", "1", "null", "\"a\"", "{\"a\":1,\"b\":[1,2]}", "[1,\"x\",null]", "{}", "true", "{\"a\":{\"b\":2}}"),
    INTS("integer[]", "{}", "{1}", "{1,2,NULL}", "{3,1}"),
    TEXTS("text[]", "{}", "{a}", "{a,NULL,\"b c\"}");

    private static final List<Kind> EQUATABLE = Stream.of(values()).filter(kind -> kind != INTERVAL).toList();

    private static final List<Kind> ORDERED = EQUATABLE.stream().filter(kind -> kind != JSONB).toList();

    private static final List<Kind> EXTREMES = List.of(
            INT2, INT4, INT8, FLOAT4, FLOAT8, NUMERIC, TEXT, CHAR, DATE, TIME, TIMESTAMP, TIMESTAMPTZ);

    private final String sqlName;
    private final List<String> values;

    Kind(String sqlName, String... values) {
        this.sqlName = sqlName;
        this.values = List.of(values);
    }

    String sqlName() {
        return sqlName;
    }

    /** One of the values, as the text that a cast to this type reads. */
    String value(RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }

    static Kind any(RandomGenerator random) {
        return Scope.pick(random, List.of(values()));
    }

    /** A type whose equality is PostgreSQL's: that of intervals is not, by the reference. */
    static Kind equatable(RandomGenerator random) {
        return Scope.pick(random, EQUATABLE);
    }

    /** A type whose order is PostgreSQL's: that of jsonb is left open by the reference. */
    static Kind ordered(RandomGenerator random) {
        return Scope.pick(random, ORDERED);
    }

    /** Whether both systems have its min and max. */
    boolean hasExtremes() {
        return EXTREMES.contains(this);
    }

    boolean isEquatable() {
        return EQUATABLE.contains(this);
    }

    boolean isOrdered() {
        return ORDERED.contains(this);
    }
}
