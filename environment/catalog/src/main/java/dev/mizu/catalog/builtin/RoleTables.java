package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.Columns.columns;
import static dev.mizu.catalog.builtin.Columns.key;
import static dev.mizu.catalog.builtin.Columns.row;
import static dev.mizu.catalog.builtin.Columns.text;

import dev.mizu.base.id.RoleId;
import dev.mizu.catalog.CatalogEntry;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import java.util.List;

/** Roles and what they may do. */
final class RoleTables {
    private static final RoleId SYSTEM = RoleId.system(1);

    private static final BuiltinTable ROLES = new BuiltinTable(16720, "mz_catalog", "mz_roles",
            columns("id text, oid oid, name text, inherit boolean, rolcanlogin boolean?, rolsuper boolean?",
                    key(0), key(1)),
            (state, entry) -> entry instanceof CatalogEntry.OfRole(var role)
                    ? row(text(role.id()), Datum.of(role.oid()), text(role.name()), Datum.TRUE,
                            Datum.of(role.login()), Datum.of(role.superuser()))
                    : List.of());

    private static final BuiltinTable PARAMETERS = new BuiltinTable(16945, "mz_catalog", "mz_role_parameters",
            columns("role_id text, parameter_name text, parameter_value text"),
            (state, entry) -> entry instanceof CatalogEntry.OfRole(var role)
                    ? role.defaults().entrySet().stream().map(e -> Row.of(
                            text(role.id()), text(e.getKey()), text(e.getValue()))).toList()
                    : List.of());

    /** Nobody is a member of anything yet. */
    private static final BuiltinTable MEMBERS = new BuiltinTable(16721, "mz_catalog", "mz_role_members",
            columns("role_id text, member text, grantor text"), BuiltinTable.FED_BY_REGION);

    private static final BuiltinTable SYSTEM_PRIVILEGES = new BuiltinTable(16765, "mz_catalog",
            "mz_system_privileges", columns("privileges mz_aclitem"),
            (state, entry) -> entry instanceof CatalogEntry.OfRole(var role) && role.superuser()
                    ? row(text(role.id() + "=RBNP/" + SYSTEM)) : List.of());

    private static final BuiltinTable DEFAULT_PRIVILEGES = BuiltinTable.constant(16764, "mz_catalog",
            "mz_default_privileges", columns("role_id text, database_id text?, schema_id text?, object_type text,"
                    + " grantee text, privileges text"),
            List.of(Row.of(text("p"), Datum.NULL, Datum.NULL, text("type"), text("p"), text("U"))));

    /** Passwords have no time of change yet, which this table cannot do without. */
    private static final BuiltinTable AUTH = new BuiltinTable(17059, "mz_catalog", "mz_role_auth",
            columns("role_id text, role_oid oid, password_hash text?, updated_at timestamp with time zone"),
            BuiltinTable.FED_BY_REGION);

    static final List<BuiltinTable> ALL =
            List.of(ROLES, PARAMETERS, MEMBERS, SYSTEM_PRIVILEGES, DEFAULT_PRIVILEGES, AUTH);

    private RoleTables() {}
}
