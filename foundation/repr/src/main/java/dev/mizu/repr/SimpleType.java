package dev.mizu.repr;

/** The types that take no parameter. Comments say what the 64 bits of an {@link PhysicalType#INT} mean. */
public enum SimpleType implements ScalarType {
    BOOL("boolean", PhysicalType.BOOL),
    INT2("smallint", PhysicalType.INT),
    INT4("integer", PhysicalType.INT),
    INT8("bigint", PhysicalType.INT),
    UINT2("uint2", PhysicalType.INT),
    UINT4("uint4", PhysicalType.INT),
    /** All 64 bits, unsigned: compare with {@link Long#compareUnsigned}. */
    UINT8("uint8", PhysicalType.INT),
    FLOAT4("real", PhysicalType.FLOAT),
    FLOAT8("double precision", PhysicalType.FLOAT),
    TEXT("text", PhysicalType.TEXT),
    /** PostgreSQL's one-byte {@code "char"}. */
    PG_CHAR("\"char\"", PhysicalType.INT),
    NAME("name", PhysicalType.TEXT),
    BYTEA("bytea", PhysicalType.BYTES),
    /** Days since 1970-01-01. */
    DATE("date", PhysicalType.INT),
    /** Microseconds since midnight. */
    TIME("time", PhysicalType.INT),
    INTERVAL("interval", PhysicalType.INTERVAL),
    UUID("uuid", PhysicalType.UUID),
    JSONB("jsonb", PhysicalType.JSON),
    OID("oid", PhysicalType.INT),
    REGCLASS("regclass", PhysicalType.INT),
    REGPROC("regproc", PhysicalType.INT),
    REGTYPE("regtype", PhysicalType.INT),
    INT2VECTOR("int2vector", PhysicalType.ARRAY),
    /** Milliseconds since 1970, never negative here. */
    MZ_TIMESTAMP("mz_timestamp", PhysicalType.INT),
    MZ_ACLITEM("mz_aclitem", PhysicalType.TEXT),
    ACLITEM("aclitem", PhysicalType.TEXT);

    private final String sqlName;
    private final PhysicalType physical;

    SimpleType(String sqlName, PhysicalType physical) {
        this.sqlName = sqlName;
        this.physical = physical;
    }

    @Override
    public PhysicalType physical() {
        return physical;
    }

    @Override
    public String sqlName() {
        return sqlName;
    }

    @Override
    public String toString() {
        return sqlName;
    }
}
