package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.unmaterializable;

import dev.mizu.expr.UnmaterializableFunction;
import dev.mizu.expr.functions.FunctionDef;
import java.util.List;

/** Functions whose value belongs to the statement: time, user, place, version. */
final class StatementFunctions {
    static final List<FunctionDef> ALL = List.of(
            pg("now", UnmaterializableFunction.CURRENT_TIMESTAMP, "when the transaction began"),
            pg("current_timestamp", UnmaterializableFunction.CURRENT_TIMESTAMP, "when the transaction began"),
            pg("current_database", UnmaterializableFunction.CURRENT_DATABASE, "the session's database"),
            pg("current_catalog", UnmaterializableFunction.CURRENT_DATABASE, "the session's database"),
            pg("current_schema", UnmaterializableFunction.CURRENT_SCHEMA,
                    "the first schema of the search path that exists"),
            pg("current_user", UnmaterializableFunction.CURRENT_USER, "the role that privileges are checked for"),
            pg("current_role", UnmaterializableFunction.CURRENT_USER, "the role that privileges are checked for"),
            pg("user", UnmaterializableFunction.CURRENT_USER, "the role that privileges are checked for"),
            pg("session_user", UnmaterializableFunction.SESSION_USER, "the role that logged in"),
            pg("pg_backend_pid", UnmaterializableFunction.CONNECTION_ID, "the connection's number"),
            pg("pg_postmaster_start_time", UnmaterializableFunction.PG_POSTMASTER_START_TIME,
                    "when the server started"),
            pg("version", UnmaterializableFunction.VERSION, "a banner in PostgreSQL's manner"),
            mz("mz_now", UnmaterializableFunction.MZ_NOW, "the logical timestamp that the query reads at"),
            mz("mz_environment_id", UnmaterializableFunction.MZ_ENVIRONMENT_ID, "the region's identifier"),
            mz("mz_uptime", UnmaterializableFunction.MZ_UPTIME, "how long the server has been up"),
            mz("mz_version", UnmaterializableFunction.MZ_VERSION, "the product's version"),
            mz("mz_version_num", UnmaterializableFunction.MZ_VERSION_NUM, "the product's version as one number"),
            mz("mz_is_superuser", UnmaterializableFunction.MZ_IS_SUPERUSER,
                    "whether the current role may do everything"),
            internal("mz_schemas_searched", UnmaterializableFunction.CURRENT_SCHEMAS_WITH_SYSTEM,
                    "the schemas that names are looked up in"),
            internal("mz_schemas_listed", UnmaterializableFunction.CURRENT_SCHEMAS_WITHOUT_SYSTEM,
                    "the schemas of the search path that exist"),
            internal("mz_viewable_variables", UnmaterializableFunction.VIEWABLE_VARIABLES,
                    "the values of the session's variables by name"),
            internal("mz_session_id", UnmaterializableFunction.MZ_SESSION_ID, "the session's identifier"),
            internal("is_rbac_enabled", UnmaterializableFunction.IS_RBAC_ENABLED, "whether privileges are checked"),
            internal("mz_role_oid_memberships", UnmaterializableFunction.MZ_ROLE_OID_MEMBERSHIPS,
                    "for every role the roles it is a member of"));

    private StatementFunctions() {}

    private static FunctionDef pg(String name, UnmaterializableFunction function, String doc) {
        return unmaterializable("pg_catalog", name, function, doc);
    }

    private static FunctionDef mz(String name, UnmaterializableFunction function, String doc) {
        return unmaterializable("mz_catalog", name, function, doc);
    }

    private static FunctionDef internal(String name, UnmaterializableFunction function, String doc) {
        return unmaterializable("mz_internal", name, function, doc);
    }
}
