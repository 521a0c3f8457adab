package dev.mizu.coordinator.session;

import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.Map;
import java.util.Optional;

/** The types that clients declare parameters with, by PostgreSQL's oids; others are inferred. */
final class TypeOids {
    private static final Map<Integer, ScalarType> TYPES = Map.ofEntries(
            Map.entry(16, SimpleType.BOOL), Map.entry(17, SimpleType.BYTEA), Map.entry(20, SimpleType.INT8),
            Map.entry(21, SimpleType.INT2), Map.entry(23, SimpleType.INT4), Map.entry(25, SimpleType.TEXT),
            Map.entry(26, SimpleType.OID), Map.entry(700, SimpleType.FLOAT4), Map.entry(701, SimpleType.FLOAT8),
            Map.entry(1042, ScalarType.BPCHAR), Map.entry(1043, ScalarType.VARCHAR),
            Map.entry(1082, SimpleType.DATE), Map.entry(1083, SimpleType.TIME),
            Map.entry(1114, ScalarType.TIMESTAMP), Map.entry(1184, ScalarType.TIMESTAMPTZ),
            Map.entry(1186, SimpleType.INTERVAL), Map.entry(1700, ScalarType.NUMERIC),
            Map.entry(2950, SimpleType.UUID), Map.entry(3802, SimpleType.JSONB), Map.entry(19, SimpleType.NAME),
            array(1000, SimpleType.BOOL), array(1001, SimpleType.BYTEA), array(1005, SimpleType.INT2),
            array(1007, SimpleType.INT4), array(1016, SimpleType.INT8), array(1009, SimpleType.TEXT),
            array(1015, ScalarType.VARCHAR), array(1021, SimpleType.FLOAT4), array(1022, SimpleType.FLOAT8),
            array(1182, SimpleType.DATE), array(1183, SimpleType.TIME), array(1115, ScalarType.TIMESTAMP),
            array(1185, ScalarType.TIMESTAMPTZ), array(1187, SimpleType.INTERVAL), array(1231, ScalarType.NUMERIC),
            array(2951, SimpleType.UUID), array(3807, SimpleType.JSONB),
            Map.entry(16552, SimpleType.MZ_TIMESTAMP));

    private TypeOids() {}

    private static Map.Entry<Integer, ScalarType> array(int oid, ScalarType element) {
        return Map.entry(oid, new ScalarType.Array(element));
    }

    static Optional<ScalarType> type(int oid) {
        return Optional.ofNullable(TYPES.get(oid));
    }
}
