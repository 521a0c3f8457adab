package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.BOOL;
import static dev.mizu.expr.functions.ParamType.OID;
import static dev.mizu.expr.functions.ParamType.TEXT;

import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may do what, answered by SQL over the catalog. A role may what one of an object's access items grants to it or
 * to everybody; a superuser may everything. NULL for an object that does not exist.
 */
final class PrivilegeFunctions {
    static final List<FunctionDef> ALL = all();

    private PrivilegeFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        String database = "(SELECT d.id FROM mz_catalog.mz_databases d WHERE d.name = pg_catalog.current_database())";
        of(defs, "pg_catalog", "table", "mz_catalog.mz_relations", "o.oid = mz_internal.mz_regclass_by_name(%s)");
        of(defs, "pg_catalog", "schema", "mz_catalog.mz_schemas",
                "o.name = %s AND (o.database_id IS NULL OR o.database_id = " + database + ")");
        of(defs, "pg_catalog", "database", "mz_catalog.mz_databases", "o.name = %s");
        of(defs, "mz_catalog", "connection", "mz_catalog.mz_connections", "o.name = %s");
        of(defs, "mz_catalog", "secret", "mz_catalog.mz_secrets", "o.name = %s");
        of(defs, "mz_catalog", "type", "mz_catalog.mz_types", "o.oid = mz_internal.mz_regtype_by_name(%s)");
        for (RoleBy role : RoleBy.values()) {
            defs.add(new Question("mz_catalog", "has_cluster_privilege", role, TEXT).answered((r, o, p) -> holds(
                    "mz_catalog.mz_clusters", "o.name = " + o, r, p)));
            system(defs, role);
        }
        memberships(defs);
        return List.copyOf(defs);
    }

    /** The ways to name a role: not at all, which is the current one, by name, by oid. */
    private enum RoleBy {
        CURRENT("r.name = current_user"),
        NAME("r.name = $1"),
        OID("r.oid = $1");

        private final String condition;

        RoleBy(String condition) {
            this.condition = condition;
        }
    }

    /** Writes a body, given the condition on the role {@code r}, and the places of object and privilege. */
    @FunctionalInterface
    private interface Body {
        String write(String role, String object, String privilege);
    }

    /** A function of a role, an object and a privilege. */
    private record Question(String schema, String name, RoleBy role, ParamType object) {
        FunctionDef answered(Body body) {
            List<ParamType> params = new ArrayList<>();
            if (role != RoleBy.CURRENT) {
                params.add(role == RoleBy.NAME ? TEXT : OID);
            }
            params.add(object);
            params.add(TEXT);
            int n = params.size();
            return scalar(name).in(schema).params(params.toArray(ParamType[]::new)).returns(BOOL)
                    .doc("whether a role has a privilege")
                    .sql(body.write(role.condition, "$" + (n - 1), "$" + n));
        }
    }

    private static void of(List<FunctionDef> defs, String schema, String kind, String objects, String byName) {
        String name = "has_" + kind + "_privilege";
        for (RoleBy role : RoleBy.values()) {
            defs.add(new Question(schema, name, role, OID).answered((r, o, p) ->
                    holds(objects, "o.oid = " + o, r, own(kind, p))));
            defs.add(new Question(schema, name, role, TEXT).answered((r, o, p) ->
                    holds(objects, byName.formatted(o), r, own(kind, p))));
        }
    }

    /** To be let into a database, PostgreSQL's CONNECT, is to use it. */
    private static String own(String kind, String privilege) {
        return kind.equals("database")
                ? "(CASE upper(" + privilege + ") WHEN 'CONNECT' THEN 'USAGE' ELSE " + privilege + " END)" : privilege;
    }

    private static String holds(String objects, String object, String role, String privilege) {
        return """
                (SELECT bool_or(mz_internal.mz_validate_privileges(%3$s) AND (r.rolsuper
                    OR mz_internal.mz_acl_item_contains_privilege(o.item, %3$s)
                        AND (mz_internal.mz_aclitem_grantee(o.item) = 'p'
                            OR mz_internal.mz_aclitem_grantee(o.item) = r.id)))
                FROM (SELECT unnest(o.privileges) AS item FROM %1$s AS o WHERE %2$s) AS o
                CROSS JOIN mz_catalog.mz_roles r WHERE %4$s)""".formatted(objects, object, privilege, role);
    }

    private static void system(List<FunctionDef> defs, RoleBy role) {
        List<ParamType> params = switch (role) {
            case CURRENT -> List.of(TEXT);
            case NAME -> List.of(TEXT, TEXT);
            case OID -> List.of(OID, TEXT);
        };
        String privilege = "$" + params.size();
        defs.add(scalar("has_system_privilege").in("mz_catalog").params(params.toArray(ParamType[]::new)).returns(BOOL)
                .doc("whether a role has a privilege on the whole region")
                .sql("""
                        (SELECT bool_or(mz_internal.mz_validate_privileges(%1$s) AND (r.rolsuper
                            OR mz_internal.mz_acl_item_contains_privilege(s.privileges, %1$s)
                                AND mz_internal.mz_aclitem_grantee(s.privileges) = r.id))
                        FROM mz_catalog.mz_system_privileges s CROSS JOIN mz_catalog.mz_roles r WHERE %2$s)"""
                        .formatted(privilege, role.condition)));
    }

    private static void memberships(List<FunctionDef> defs) {
        for (List<String> name : List.of(List.of("pg_catalog", "pg_has_role"), List.of("mz_catalog", "has_role"))) {
            for (RoleBy role : RoleBy.values()) {
                for (ParamType other : List.of(TEXT, OID)) {
                    defs.add(new Question(name.get(0), name.get(1), role, other).answered((r, o, p) -> """
                            (SELECT bool_or(mz_internal.mz_validate_role_privilege(%2$s)
                                AND (r.rolsuper OR r.id = g.id OR m.member IS NOT NULL))
                            FROM mz_catalog.mz_roles r CROSS JOIN mz_catalog.mz_roles g
                            LEFT JOIN mz_catalog.mz_role_members m ON m.role_id = g.id AND m.member = r.id
                            WHERE %3$s AND g.%4$s = %1$s)"""
                            .formatted(o, p, r, other == TEXT ? "name" : "oid")));
                }
            }
        }
    }
}
