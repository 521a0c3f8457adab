package dev.mizu.expr.cast;

import static dev.mizu.expr.cast.CastContext.ASSIGNMENT;
import static dev.mizu.expr.cast.CastContext.EXPLICIT;
import static dev.mizu.expr.cast.CastContext.IMPLICIT;
import static dev.mizu.repr.ScalarType.BPCHAR;
import static dev.mizu.repr.ScalarType.NUMERIC;
import static dev.mizu.repr.ScalarType.TIMESTAMP;
import static dev.mizu.repr.ScalarType.TIMESTAMPTZ;
import static dev.mizu.repr.ScalarType.VARCHAR;
import static dev.mizu.repr.SimpleType.*;

import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which conversions there are between types that hold no others, modifiers aside, and who may ask for them. */
final class CastTable {
    private static final Map<ScalarType, Map<ScalarType, CastContext>> RULES = new HashMap<>();

    static {
        numbers();
        texts();
        times();
        identifiers();
    }

    private CastTable() {}

    private static void numbers() {
        add(BOOL, EXPLICIT, INT4, INT8);
        add(BOOL, ASSIGNMENT, TEXT);
        add(INT2, IMPLICIT, INT4, INT8, FLOAT4, FLOAT8, NUMERIC, OID, REGCLASS, REGPROC, REGTYPE);
        add(INT2, ASSIGNMENT, UINT2, UINT4, UINT8, TEXT);
        add(INT4, IMPLICIT, INT8, FLOAT4, FLOAT8, NUMERIC, OID, REGCLASS, REGPROC, REGTYPE, MZ_TIMESTAMP);
        add(INT4, ASSIGNMENT, INT2, UINT2, UINT4, UINT8, TEXT);
        add(INT4, EXPLICIT, BOOL, PG_CHAR);
        add(INT8, IMPLICIT, NUMERIC, FLOAT4, FLOAT8, OID, REGCLASS, REGPROC, REGTYPE, MZ_TIMESTAMP);
        add(INT8, ASSIGNMENT, INT2, INT4, UINT2, UINT4, UINT8, TEXT);
        add(INT8, EXPLICIT, BOOL);
        add(UINT2, IMPLICIT, UINT4, UINT8, INT4, INT8, NUMERIC, FLOAT4, FLOAT8);
        add(UINT2, ASSIGNMENT, INT2, TEXT);
        add(UINT4, IMPLICIT, UINT8, INT8, NUMERIC, FLOAT4, FLOAT8, MZ_TIMESTAMP);
        add(UINT4, ASSIGNMENT, UINT2, INT2, INT4, TEXT);
        add(UINT8, IMPLICIT, NUMERIC, FLOAT4, FLOAT8, MZ_TIMESTAMP);
        add(UINT8, ASSIGNMENT, UINT2, UINT4, INT2, INT4, INT8, TEXT);
        add(FLOAT4, IMPLICIT, FLOAT8);
        add(FLOAT4, ASSIGNMENT, INT2, INT4, INT8, UINT2, UINT4, UINT8, NUMERIC, TEXT);
        add(FLOAT8, ASSIGNMENT, INT2, INT4, INT8, UINT2, UINT4, UINT8, FLOAT4, NUMERIC, TEXT);
        add(NUMERIC, IMPLICIT, FLOAT4, FLOAT8, MZ_TIMESTAMP);
        add(NUMERIC, ASSIGNMENT, INT2, INT4, INT8, UINT2, UINT4, UINT8, TEXT);
    }

    private static void texts() {
        add(TEXT, IMPLICIT, VARCHAR, BPCHAR, NAME);
        add(TEXT, ASSIGNMENT, PG_CHAR, MZ_TIMESTAMP);
        add(TEXT, EXPLICIT, BOOL, INT2, INT4, INT8, UINT2, UINT4, UINT8, FLOAT4, FLOAT8, NUMERIC, OID, REGCLASS,
                REGPROC, REGTYPE, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL, BYTEA, JSONB, UUID, INT2VECTOR,
                MZ_ACLITEM, ACLITEM);
        add(BPCHAR, IMPLICIT, TEXT, VARCHAR, NAME);
        add(VARCHAR, IMPLICIT, TEXT, BPCHAR, NAME);
        add(BPCHAR, ASSIGNMENT, PG_CHAR);
        add(VARCHAR, ASSIGNMENT, PG_CHAR);
        add(PG_CHAR, IMPLICIT, TEXT);
        add(PG_CHAR, ASSIGNMENT, BPCHAR, VARCHAR);
        add(PG_CHAR, EXPLICIT, INT4);
        add(NAME, IMPLICIT, TEXT);
        add(NAME, ASSIGNMENT, BPCHAR, VARCHAR);
        add(BYTEA, ASSIGNMENT, TEXT);
        add(UUID, ASSIGNMENT, TEXT);
        add(JSONB, ASSIGNMENT, TEXT);
        add(JSONB, EXPLICIT, BOOL, INT2, INT4, INT8, FLOAT4, FLOAT8, NUMERIC);
    }

    private static void times() {
        add(DATE, IMPLICIT, TIMESTAMP, TIMESTAMPTZ, MZ_TIMESTAMP);
        add(DATE, ASSIGNMENT, TEXT);
        add(TIME, IMPLICIT, INTERVAL);
        add(TIME, ASSIGNMENT, TEXT);
        add(TIMESTAMP, IMPLICIT, TIMESTAMPTZ, MZ_TIMESTAMP);
        add(TIMESTAMP, ASSIGNMENT, DATE, TIME, TEXT);
        add(TIMESTAMPTZ, IMPLICIT, MZ_TIMESTAMP);
        add(TIMESTAMPTZ, ASSIGNMENT, DATE, TIMESTAMP, TIME, TEXT);
        add(INTERVAL, ASSIGNMENT, TIME, TEXT);
        add(MZ_TIMESTAMP, ASSIGNMENT, TEXT, TIMESTAMP, TIMESTAMPTZ);
    }

    private static void identifiers() {
        add(OID, IMPLICIT, REGCLASS, REGPROC, REGTYPE);
        add(OID, ASSIGNMENT, INT4, INT8);
        add(OID, EXPLICIT, TEXT);
        for (SimpleType name : new SimpleType[] {REGCLASS, REGPROC, REGTYPE}) {
            add(name, IMPLICIT, OID);
            add(name, EXPLICIT, TEXT);
        }
        add(INT2VECTOR, IMPLICIT, new ScalarType.Array(INT2));
        add(INT2VECTOR, EXPLICIT, TEXT);
        add(MZ_ACLITEM, EXPLICIT, TEXT);
        add(ACLITEM, EXPLICIT, TEXT);
    }

    private static void add(ScalarType from, CastContext context, ScalarType... to) {
        Map<ScalarType, CastContext> row = RULES.computeIfAbsent(from, type -> new HashMap<>());
        for (ScalarType type : to) {
            row.put(type, context);
        }
    }

    /** The narrowest context in which a conversion is used. */
    static Optional<CastContext> context(ScalarType from, ScalarType to) {
        return Optional.ofNullable(RULES.getOrDefault(from, Map.of()).get(to));
    }
}
