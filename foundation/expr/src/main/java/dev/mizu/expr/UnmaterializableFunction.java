package dev.mizu.expr;

import dev.mizu.repr.ColumnType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;

/** Functions whose value belongs to the statement. The session replaces them by literals before a plan runs. */
public enum UnmaterializableFunction {
    CURRENT_DATABASE("current_database", SimpleType.TEXT),
    CURRENT_SCHEMA("current_schema", SimpleType.TEXT),
    CURRENT_SCHEMAS_WITH_SYSTEM("current_schemas(true)", new ScalarType.Array(SimpleType.TEXT)),
    CURRENT_SCHEMAS_WITHOUT_SYSTEM("current_schemas(false)", new ScalarType.Array(SimpleType.TEXT)),
    CURRENT_USER("current_user", SimpleType.TEXT),
    SESSION_USER("session_user", SimpleType.TEXT),
    CURRENT_TIMESTAMP("now", ScalarType.TIMESTAMPTZ),
    CONNECTION_ID("pg_backend_pid", SimpleType.INT4),
    MZ_NOW("mz_now", SimpleType.MZ_TIMESTAMP),
    MZ_VERSION("mz_version", SimpleType.TEXT),
    MZ_VERSION_NUM("mz_version_num", SimpleType.INT4),
    MZ_ENVIRONMENT_ID("mz_environment_id", SimpleType.TEXT),
    MZ_SESSION_ID("mz_session_id", SimpleType.UUID),
    MZ_UPTIME("mz_uptime", SimpleType.INTERVAL),
    PG_POSTMASTER_START_TIME("pg_postmaster_start_time", ScalarType.TIMESTAMPTZ),
    VERSION("version", SimpleType.TEXT),
    VIEWABLE_VARIABLES("viewable_variables", new ScalarType.MapOf(SimpleType.TEXT)),
    IS_RBAC_ENABLED("is_rbac_enabled", SimpleType.BOOL),
    MZ_IS_SUPERUSER("mz_is_superuser", SimpleType.BOOL),
    MZ_ROLE_OID_MEMBERSHIPS(
            "mz_role_oid_memberships", new ScalarType.MapOf(new ScalarType.Array(SimpleType.TEXT)));

    private final String sqlName;
    private final ScalarType type;

    UnmaterializableFunction(String sqlName, ScalarType type) {
        this.sqlName = sqlName;
        this.type = type;
    }

    public String sqlName() {
        return sqlName;
    }

    public ColumnType type() {
        return this == CURRENT_SCHEMA ? type.nullable() : type.notNull();
    }
}
