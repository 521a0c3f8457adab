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
            Map.entry(1007, new ScalarType.Array(SimpleType.INT4)),
            Map.entry(1016, new ScalarType.Array(SimpleType.INT8)),
            Map.entry(1009, new ScalarType.Array(SimpleType.TEXT)),
            Map.entry(1015, new ScalarType.Array(ScalarType.VARCHAR)),
            Map.entry(1022, new ScalarType.Array(SimpleType.FLOAT8)),
            Map.entry(16552, SimpleType.MZ_TIMESTAMP));

    private TypeOids() {}

    static Optional<ScalarType> type(int oid) {
        return Optional.ofNullable(TYPES.get(oid));
    }
}
