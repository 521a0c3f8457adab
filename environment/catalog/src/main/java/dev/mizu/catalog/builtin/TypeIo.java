package dev.mizu.catalog.builtin;

import dev.mizu.repr.pg.PgType;
import dev.mizu.repr.pg.PseudoType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The functions that PostgreSQL reads types with. Nobody can call them; drivers recognise types by their names and
 * oids, arrays above all.
 */
enum TypeIo {
    BOOL("boolin", 1242, "boolrecv", 2436, PgType.BOOL),
    BYTEA("byteain", 1244, "bytearecv", 2412, PgType.BYTEA),
    CHAR("charin", 1245, "charrecv", 2434, PgType.CHAR),
    NAME("namein", 34, "namerecv", 2422, PgType.NAME),
    INT8("int8in", 460, "int8recv", 2408, PgType.INT8),
    INT2("int2in", 38, "int2recv", 2404, PgType.INT2),
    INT2VECTOR("int2vectorin", 40, "int2vectorrecv", 2410, PgType.INT2VECTOR),
    INT4("int4in", 42, "int4recv", 2406, PgType.INT4),
    REGPROC("regprocin", 44, "regprocrecv", 2444, PgType.REGPROC),
    TEXT("textin", 46, "textrecv", 2414, PgType.TEXT),
    OID("oidin", 1798, "oidrecv", 2418, PgType.OID),
    FLOAT4("float4in", 200, "float4recv", 2424, PgType.FLOAT4),
    FLOAT8("float8in", 214, "float8recv", 2426, PgType.FLOAT8),
    BPCHAR("bpcharin", 1044, "bpcharrecv", 2430, PgType.BPCHAR),
    VARCHAR("varcharin", 1046, "varcharrecv", 2432, PgType.VARCHAR),
    DATE("date_in", 1084, "date_recv", 2468, PgType.DATE),
    TIME("time_in", 1143, "time_recv", 2470, PgType.TIME),
    TIMESTAMP("timestamp_in", 1312, "timestamp_recv", 2474, PgType.TIMESTAMP),
    TIMESTAMPTZ("timestamptz_in", 1150, "timestamptz_recv", 2476, PgType.TIMESTAMPTZ),
    INTERVAL("interval_in", 1160, "interval_recv", 2478, PgType.INTERVAL),
    NUMERIC("numeric_in", 1701, "numeric_recv", 2460, PgType.NUMERIC),
    REGCLASS("regclassin", 2218, "regclassrecv", 2452, PgType.REGCLASS),
    REGTYPE("regtypein", 2220, "regtyperecv", 2454, PgType.REGTYPE),
    UUID("uuid_in", 2952, "uuid_recv", 2961, PgType.UUID),
    JSONB("jsonb_in", 3806, "jsonb_recv", 3805, PgType.JSONB),
    RANGE("range_in", 3834, "range_recv", 3836, PgType.INT4RANGE, PgType.INT8RANGE, PgType.NUMRANGE,
            PgType.TSRANGE, PgType.TSTZRANGE, PgType.DATERANGE),
    /** Of every array type. */
    ARRAY("array_in", 750, "array_recv", 2400);

    private final String input;
    private final long inputOid;
    private final String receive;
    private final long receiveOid;
    private final PgType[] types;

    TypeIo(String input, long inputOid, String receive, long receiveOid, PgType... types) {
        this.input = input;
        this.inputOid = inputOid;
        this.receive = receive;
        this.receiveOid = receiveOid;
        this.types = types;
    }

    /** How a type that is no array is read; empty when the type is not PostgreSQL's. */
    static Optional<TypeIo> of(PgType type) {
        return Arrays.stream(values()).filter(io -> Arrays.asList(io.types).contains(type)).findFirst();
    }

    String input() {
        return input;
    }

    long inputOid() {
        return inputOid;
    }

    String receive() {
        return receive;
    }

    long receiveOid() {
        return receiveOid;
    }

    /** The id of what it reads. */
    String resultId() {
        return types.length == 0 ? TypeIds.id(PseudoType.ANYARRAY.oid())
                : types.length == 1 ? TypeIds.id(types[0].oid()) : TypeIds.id(PseudoType.ANYRANGE.oid());
    }
}
