package dev.mizu.sqlplanner.typing;

import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;

/** PostgreSQL's families of types, as {@code pg_type.typcategory} has them. */
public enum TypeCategory {
    BOOLEAN,
    NUMERIC,
    STRING,
    DATETIME,
    TIMESPAN,
    ARRAY,
    LIST,
    MAP,
    RANGE,
    RECORD,
    USER;

    public static TypeCategory of(ScalarType type) {
        return switch (type) {
            case SimpleType simple -> ofSimple(simple);
            case ScalarType.Numeric n -> NUMERIC;
            case ScalarType.Varchar v -> STRING;
            case ScalarType.Char c -> STRING;
            case ScalarType.Timestamp t -> DATETIME;
            case ScalarType.TimestampTz t -> DATETIME;
            case ScalarType.Array a -> ARRAY;
            case ScalarType.ListOf l -> LIST;
            case ScalarType.MapOf m -> MAP;
            case ScalarType.Record r -> RECORD;
            case ScalarType.Range r -> RANGE;
        };
    }

    private static TypeCategory ofSimple(SimpleType type) {
        return switch (type) {
            case BOOL -> BOOLEAN;
            case INT2, INT4, INT8, UINT2, UINT4, UINT8, FLOAT4, FLOAT8, OID, REGCLASS, REGPROC, REGTYPE, MZ_TIMESTAMP ->
                    NUMERIC;
            case TEXT, NAME -> STRING;
            case DATE, TIME -> DATETIME;
            case INTERVAL -> TIMESPAN;
            case INT2VECTOR -> ARRAY;
            case PG_CHAR, BYTEA, UUID, JSONB, MZ_ACLITEM, ACLITEM -> USER;
        };
    }

    /** Whether a type is the one of its category that is taken when in doubt. */
    public static boolean preferred(ScalarType type) {
        return switch (type) {
            case SimpleType simple -> switch (simple) {
                case BOOL, FLOAT8, TEXT, INTERVAL -> true;
                default -> false;
            };
            case ScalarType.TimestampTz t -> true;
            default -> false;
        };
    }
}
