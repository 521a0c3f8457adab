package dev.mizu.repr.pg;

import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The types as clients and the catalog number them. Arrays have no entry of their own: their OID is the element's
 * {@link #arrayOid}. Lists, maps and records share one OID each, whatever they hold.
 */
public enum PgType {
    BOOL("bool", 16, 1000, 1, SimpleType.BOOL),
    BYTEA("bytea", 17, 1001, -1, SimpleType.BYTEA),
    CHAR("char", 18, 1002, 1, SimpleType.PG_CHAR),
    NAME("name", 19, 1003, 64, SimpleType.NAME),
    INT8("int8", 20, 1016, 8, SimpleType.INT8),
    INT2("int2", 21, 1005, 2, SimpleType.INT2),
    INT2VECTOR("int2vector", 22, 1006, -1, SimpleType.INT2VECTOR),
    INT4("int4", 23, 1007, 4, SimpleType.INT4),
    REGPROC("regproc", 24, 1008, 4, SimpleType.REGPROC),
    TEXT("text", 25, 1009, -1, SimpleType.TEXT),
    OID("oid", 26, 1028, 4, SimpleType.OID),
    FLOAT4("float4", 700, 1021, 4, SimpleType.FLOAT4),
    FLOAT8("float8", 701, 1022, 8, SimpleType.FLOAT8),
    ACLITEM("aclitem", 1033, 1034, 12, SimpleType.ACLITEM),
    BPCHAR("bpchar", 1042, 1014, -1, ScalarType.BPCHAR),
    VARCHAR("varchar", 1043, 1015, -1, ScalarType.VARCHAR),
    DATE("date", 1082, 1182, 4, SimpleType.DATE),
    TIME("time", 1083, 1183, 8, SimpleType.TIME),
    TIMESTAMP("timestamp", 1114, 1115, 8, ScalarType.TIMESTAMP),
    TIMESTAMPTZ("timestamptz", 1184, 1185, 8, ScalarType.TIMESTAMPTZ),
    INTERVAL("interval", 1186, 1187, 16, SimpleType.INTERVAL),
    NUMERIC("numeric", 1700, 1231, -1, ScalarType.NUMERIC),
    REGCLASS("regclass", 2205, 2210, 4, SimpleType.REGCLASS),
    REGTYPE("regtype", 2206, 2211, 4, SimpleType.REGTYPE),
    RECORD("record", 2249, 2287, -1, new ScalarType.Record(List.of())),
    UUID("uuid", 2950, 2951, 16, SimpleType.UUID),
    JSONB("jsonb", 3802, 3807, -1, SimpleType.JSONB),
    INT4RANGE("int4range", 3904, 3905, -1, new ScalarType.Range(SimpleType.INT4)),
    NUMRANGE("numrange", 3906, 3907, -1, new ScalarType.Range(ScalarType.NUMERIC)),
    TSRANGE("tsrange", 3908, 3909, -1, new ScalarType.Range(ScalarType.TIMESTAMP)),
    TSTZRANGE("tstzrange", 3910, 3911, -1, new ScalarType.Range(ScalarType.TIMESTAMPTZ)),
    DATERANGE("daterange", 3912, 3913, -1, new ScalarType.Range(SimpleType.DATE)),
    INT8RANGE("int8range", 3926, 3927, -1, new ScalarType.Range(SimpleType.INT8)),
    LIST("list", 16384, 0, -1, new ScalarType.ListOf(SimpleType.TEXT)),
    MAP("map", 16385, 0, -1, new ScalarType.MapOf(SimpleType.TEXT)),
    UINT2("uint2", 16460, 16461, 2, SimpleType.UINT2),
    UINT4("uint4", 16462, 16463, 4, SimpleType.UINT4),
    UINT8("uint8", 16464, 16465, 8, SimpleType.UINT8),
    MZ_TIMESTAMP("mz_timestamp", 16552, 16553, 8, SimpleType.MZ_TIMESTAMP),
    MZ_ACLITEM("mz_aclitem", 16566, 16567, -1, SimpleType.MZ_ACLITEM);

    /** Numeric modifiers always claim the one precision there is. */
    private static final int NUMERIC_PRECISION = 39;
    private static final int HEADER = 4;
    private static final Map<Integer, ScalarType> BY_OID = byOid();

    private final String pgName;
    private final int oid;
    private final int arrayOid;
    private final int length;
    private final ScalarType type;

    PgType(String pgName, int oid, int arrayOid, int length, ScalarType type) {
        this.pgName = pgName;
        this.oid = oid;
        this.arrayOid = arrayOid;
        this.length = length;
        this.type = type;
    }

    private static Map<Integer, ScalarType> byOid() {
        Map<Integer, ScalarType> types = new HashMap<>();
        for (PgType entry : values()) {
            if (entry.namesOneType()) {
                types.put(entry.oid, entry.type);
                types.put(entry.arrayOid, new ScalarType.Array(entry.type));
            }
        }
        return Map.copyOf(types);
    }

    /** {@code pg_type.typname}. */
    public String pgName() {
        return pgName;
    }

    public int oid() {
        return oid;
    }

    /** OID of the array over this type, 0 when there is none. */
    public int arrayOid() {
        return arrayOid;
    }

    /** Bytes of a value, -1 when they vary. */
    public int length() {
        return length;
    }

    /** The type without modifiers; of lists, maps and records only a representative. */
    public ScalarType type() {
        return type;
    }

    /** Whether the schema is {@code pg_catalog}; else it is {@code mz_catalog}. */
    public boolean inPgCatalog() {
        return oid < 16384;
    }

    /** False for lists, maps and records: their OID does not say what they hold. */
    public boolean namesOneType() {
        return this != LIST && this != MAP && this != RECORD;
    }

    /** The entry of a type that is no array. */
    public static PgType of(ScalarType type) {
        return switch (type) {
            case SimpleType simple -> ofSimple(simple);
            case ScalarType.Numeric n -> NUMERIC;
            case ScalarType.Varchar v -> VARCHAR;
            case ScalarType.Char c -> BPCHAR;
            case ScalarType.Timestamp t -> TIMESTAMP;
            case ScalarType.TimestampTz t -> TIMESTAMPTZ;
            case ScalarType.Array a -> throw dev.mizu.base.Check.unreachable("an array has no entry of its own");
            case ScalarType.ListOf l -> LIST;
            case ScalarType.MapOf m -> MAP;
            case ScalarType.Record r -> RECORD;
            case ScalarType.Range r -> ofRange(r.element());
        };
    }

    private static PgType ofSimple(SimpleType type) {
        return switch (type) {
            case BOOL -> BOOL;
            case INT2 -> INT2;
            case INT4 -> INT4;
            case INT8 -> INT8;
            case UINT2 -> UINT2;
            case UINT4 -> UINT4;
            case UINT8 -> UINT8;
            case FLOAT4 -> FLOAT4;
            case FLOAT8 -> FLOAT8;
            case TEXT -> TEXT;
            case PG_CHAR -> CHAR;
            case NAME -> NAME;
            case BYTEA -> BYTEA;
            case DATE -> DATE;
            case TIME -> TIME;
            case INTERVAL -> INTERVAL;
            case UUID -> UUID;
            case JSONB -> JSONB;
            case OID -> OID;
            case REGCLASS -> REGCLASS;
            case REGPROC -> REGPROC;
            case REGTYPE -> REGTYPE;
            case INT2VECTOR -> INT2VECTOR;
            case MZ_TIMESTAMP -> MZ_TIMESTAMP;
            case MZ_ACLITEM -> MZ_ACLITEM;
            case ACLITEM -> ACLITEM;
        };
    }

    private static PgType ofRange(ScalarType element) {
        return switch (element) {
            case SimpleType s when s == SimpleType.INT4 -> INT4RANGE;
            case SimpleType s when s == SimpleType.INT8 -> INT8RANGE;
            case SimpleType s when s == SimpleType.DATE -> DATERANGE;
            case ScalarType.Numeric n -> NUMRANGE;
            case ScalarType.Timestamp t -> TSRANGE;
            default -> TSTZRANGE;
        };
    }

    /** The OID of any type. */
    public static int oid(ScalarType type) {
        return type instanceof ScalarType.Array array ? of(array.element()).arrayOid : of(type).oid;
    }

    /** {@code pg_type.typname} of any type; arrays start with an underscore. */
    public static String pgName(ScalarType type) {
        return type instanceof ScalarType.Array array ? "_" + of(array.element()).pgName : of(type).pgName;
    }

    /** Bytes of a value of any type, -1 when they vary. */
    public static int length(ScalarType type) {
        return type instanceof ScalarType.Array ? -1 : of(type).length;
    }

    /** The type modifier as {@code atttypmod} holds it; -1 when there is none. An array has its element's. */
    public static int modifier(ScalarType type) {
        return switch (type) {
            case ScalarType.Numeric n -> n.scale().isPresent()
                    ? (NUMERIC_PRECISION << 16 | n.scale().getAsInt()) + HEADER : -1;
            case ScalarType.Varchar v -> lengthModifier(v.length());
            case ScalarType.Char c -> lengthModifier(c.length());
            case ScalarType.Timestamp t -> t.precision().orElse(-1);
            case ScalarType.TimestampTz t -> t.precision().orElse(-1);
            case ScalarType.Array a -> modifier(a.element());
            case SimpleType s -> -1;
            case ScalarType.ListOf l -> -1;
            case ScalarType.MapOf m -> -1;
            case ScalarType.Record r -> -1;
            case ScalarType.Range r -> -1;
        };
    }

    private static int lengthModifier(OptionalInt length) {
        return length.isPresent() ? length.getAsInt() + HEADER : -1;
    }

    /** The type of an OID that names exactly one; the JSON type is jsonb, as everywhere. */
    public static Optional<ScalarType> scalarType(int oid) {
        return Optional.ofNullable(BY_OID.get(oid == 114 ? JSONB.oid : oid));
    }
}
