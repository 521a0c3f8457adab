package dev.mizu.catalog.builtin;

import dev.mizu.base.Check;
import dev.mizu.base.id.SchemaId;

/** The schemas that exist in every database. Numbers and oids are fixed. */
public enum BuiltinSchema {
    MZ_CATALOG("mz_catalog", 1),
    PG_CATALOG("pg_catalog", 2),
    MZ_INTERNAL("mz_internal", 4),
    INFORMATION_SCHEMA("information_schema", 5),
    MZ_UNSAFE("mz_unsafe", 6),
    MZ_CATALOG_UNSTABLE("mz_catalog_unstable", 7),
    MZ_INTROSPECTION("mz_introspection", 8);

    private static final long FIRST_OID = 16_600;

    private final String sqlName;
    private final int number;

    BuiltinSchema(String sqlName, int number) {
        this.sqlName = sqlName;
        this.number = number;
    }

    /** The schema of a name that is known to be one's. */
    static BuiltinSchema of(String name) {
        for (BuiltinSchema schema : values()) {
            if (schema.sqlName.equals(name)) {
                return schema;
            }
        }
        throw Check.unreachable("no builtin schema " + name);
    }

    public String sqlName() {
        return sqlName;
    }

    public SchemaId id() {
        return SchemaId.system(number);
    }

    public long oid() {
        return FIRST_OID + number;
    }
}
