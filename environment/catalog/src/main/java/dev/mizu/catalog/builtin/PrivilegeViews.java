package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.BuiltinView.view;

import java.util.List;

/** Who may do what, a row for each privilege. */
final class PrivilegeViews {
    private static final BuiltinView SHOW_SYSTEM_PRIVILEGES = view(16883, "mz_internal", "mz_show_system_privileges",
            "grantor text?, grantee text?, privilege_type text",
            shown("", "SELECT privileges AS item FROM mz_catalog.mz_system_privileges", ""));

    private static final BuiltinView SHOW_CLUSTER_PRIVILEGES =
            view(16885, "mz_internal", "mz_show_cluster_privileges",
            "grantor text?, grantee text?, name text, privilege_type text",
            shown("p.name,", "SELECT name, unnest(privileges) AS item FROM mz_catalog.mz_clusters", ""));

    private static final BuiltinView SHOW_DATABASE_PRIVILEGES =
            view(16887, "mz_internal", "mz_show_database_privileges",
            "grantor text?, grantee text?, name text, privilege_type text",
            shown("p.name,", "SELECT name, unnest(privileges) AS item FROM mz_catalog.mz_databases", ""));

    private static final BuiltinView SHOW_SCHEMA_PRIVILEGES = view(16889, "mz_internal", "mz_show_schema_privileges",
            "grantor text?, grantee text?, database text?, name text, privilege_type text",
            shown("d.name AS database, p.name,",
                    "SELECT name, database_id, unnest(privileges) AS item FROM mz_catalog.mz_schemas",
                    "LEFT JOIN mz_catalog.mz_databases d ON d.id = p.database_id"));

    private static final BuiltinView SHOW_OBJECT_PRIVILEGES = view(16891, "mz_internal", "mz_show_object_privileges",
            "grantor text?, grantee text?, database text?, schema text?, name text, "
                    + "object_type text, privilege_type text",
            shown("d.name AS database, s.name AS schema, p.name, p.type AS object_type,",
                    "SELECT name, type, schema_id, unnest(privileges) AS item FROM mz_catalog.mz_objects",
                    """
                    JOIN mz_catalog.mz_schemas s ON s.id = p.schema_id
                    LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id"""));

    private static final BuiltinView SHOW_ALL_PRIVILEGES = view(16893, "mz_internal", "mz_show_all_privileges",
            "grantor text?, grantee text?, database text?, schema text?, name text?, "
                    + "object_type text, privilege_type text",
            """
            SELECT grantor, grantee, NULL::text AS database, NULL::text AS schema, NULL::text AS name,
                'system' AS object_type, privilege_type
            FROM mz_internal.mz_show_system_privileges
            UNION ALL SELECT grantor, grantee, NULL::text, NULL::text, name, 'cluster', privilege_type
            FROM mz_internal.mz_show_cluster_privileges
            UNION ALL SELECT grantor, grantee, NULL::text, NULL::text, name, 'database', privilege_type
            FROM mz_internal.mz_show_database_privileges
            UNION ALL SELECT grantor, grantee, database, NULL::text, name, 'schema', privilege_type
            FROM mz_internal.mz_show_schema_privileges
            UNION ALL SELECT grantor, grantee, database, schema, name, object_type, privilege_type
            FROM mz_internal.mz_show_object_privileges
            """);

    private static final BuiltinView SHOW_DEFAULT_PRIVILEGES =
            view(16895, "mz_internal", "mz_show_default_privileges",
            "object_owner text?, database text?, schema text?, object_type text, "
                    + "grantee text?, privilege_type text?",
            """
            SELECT CASE p.role_id WHEN 'p' THEN 'PUBLIC' ELSE o.name END AS object_owner, d.name AS database,
                s.name AS schema,
                p.object_type, CASE p.grantee WHEN 'p' THEN 'PUBLIC' ELSE g.name END AS grantee, p.privilege_type
            FROM (
                SELECT role_id, database_id, schema_id, object_type, grantee,
                    unnest(mz_internal.mz_format_privileges(privileges)) AS privilege_type
                FROM mz_catalog.mz_default_privileges
            ) AS p
            LEFT JOIN mz_catalog.mz_roles o ON o.id = p.role_id
            LEFT JOIN mz_catalog.mz_roles g ON g.id = p.grantee
            LEFT JOIN mz_catalog.mz_databases d ON d.id = p.database_id
            LEFT JOIN mz_catalog.mz_schemas s ON s.id = p.schema_id
            WHERE p.grantee NOT LIKE 's%'
            """);

    private static final BuiltinView SHOW_MY_SYSTEM_PRIVILEGES =
            mine(16884, "mz_show_my_system_privileges", SHOW_SYSTEM_PRIVILEGES);

    private static final BuiltinView SHOW_MY_CLUSTER_PRIVILEGES =
            mine(16886, "mz_show_my_cluster_privileges", SHOW_CLUSTER_PRIVILEGES);

    private static final BuiltinView SHOW_MY_DATABASE_PRIVILEGES =
            mine(16888, "mz_show_my_database_privileges", SHOW_DATABASE_PRIVILEGES);

    private static final BuiltinView SHOW_MY_SCHEMA_PRIVILEGES =
            mine(16890, "mz_show_my_schema_privileges", SHOW_SCHEMA_PRIVILEGES);

    private static final BuiltinView SHOW_MY_OBJECT_PRIVILEGES =
            mine(16892, "mz_show_my_object_privileges", SHOW_OBJECT_PRIVILEGES);

    private static final BuiltinView SHOW_MY_DEFAULT_PRIVILEGES =
            mine(16896, "mz_show_my_default_privileges", SHOW_DEFAULT_PRIVILEGES);

    private static final BuiltinView SHOW_ALL_MY_PRIVILEGES =
            mine(16894, "mz_show_all_my_privileges", SHOW_ALL_PRIVILEGES);

    private static final BuiltinView TABLE_PRIVILEGES = view(16863, "information_schema", "table_privileges",
            "grantor text, grantee text?, table_catalog text?, table_schema text, "
                    + "table_name text, privilege_type text?, is_grantable text, "
                    + "with_hierarchy text",
            """
            SELECT COALESCE(grantor.name, '') AS grantor,
                CASE p.grantee_id WHEN 'p' THEN 'PUBLIC' ELSE grantee.name END AS grantee,
                COALESCE(d.name, 'materialize') AS table_catalog, s.name AS table_schema, p.name AS table_name,
                    p.privilege_type,
                'NO' AS is_grantable, CASE p.privilege_type WHEN 'SELECT' THEN 'YES' ELSE 'NO' END AS with_hierarchy
            %s
            JOIN mz_catalog.mz_schemas s ON s.id = p.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            WHERE (s.database_id IS NULL OR d.name = pg_catalog.current_database())
                AND (p.grantee_id = 'p' OR mz_catalog.mz_is_superuser() OR grantee.name = current_user
                    OR grantor.name = current_user)
            """.formatted(held("SELECT name, schema_id, unnest(privileges) AS item FROM mz_catalog.mz_relations")));

    private static final BuiltinView ROLE_TABLE_GRANTS = view(16856, "information_schema", "role_table_grants",
            "grantor text, grantee text?, table_catalog text?, table_schema text, "
                    + "table_name text, privilege_type text?, is_grantable text, "
                    + "with_hierarchy text",
            """
            SELECT t.grantor, t.grantee, t.table_catalog, t.table_schema, t.table_name, t.privilege_type,
                t.is_grantable,
                t.with_hierarchy
            FROM information_schema.table_privileges t
            WHERE t.grantor IN (SELECT role_name FROM information_schema.enabled_roles)
                OR t.grantee IN (SELECT role_name FROM information_schema.enabled_roles)
            """);

    /**
     * The privileges that roles have, but the system's own: who gave it, who has it, on what, and which.
     *
     * @param columns that name the object, each with a comma behind it
     * @param joins what the columns need beside the objects
     */
    private static String shown(String columns, String objects, String joins) {
        return """
                SELECT grantor.name AS grantor,
                    CASE p.grantee_id WHEN 'p' THEN 'PUBLIC' ELSE grantee.name END AS grantee,
                    %s p.privilege_type
                %s
                %s
                WHERE p.grantee_id NOT LIKE 's%%'
                """.formatted(columns, held(objects), joins);
    }

    /** The rows of {@code privileges} that the current user has a share in. */
    private static BuiltinView mine(long number, String name, BuiltinView privileges) {
        return view(number, "mz_internal", name, Excerpt.of(privileges)
                .where("grantee IS NULL OR grantee = 'PUBLIC' OR pg_catalog.pg_has_role(grantee, 'USAGE')"));
    }

    /**
     * Each privilege in the access items of objects: who gave it, who has it. {@code objects} gives an item a row.
     */
    private static String held(String objects) {
        return """
                FROM (
                    SELECT o.*, mz_internal.mz_aclitem_grantor(o.item) AS grantor_id,
                        mz_internal.mz_aclitem_grantee(o.item) AS grantee_id,
                        unnest(mz_internal.mz_format_privileges(
                            mz_internal.mz_aclitem_privileges(o.item))) AS privilege_type
                    FROM (%s) AS o
                ) AS p
                LEFT JOIN mz_catalog.mz_roles grantor ON grantor.id = p.grantor_id
                LEFT JOIN mz_catalog.mz_roles grantee ON grantee.id = p.grantee_id\
                """.formatted(objects);
    }

    static final List<BuiltinView> ALL = List.of(
            SHOW_SYSTEM_PRIVILEGES, SHOW_CLUSTER_PRIVILEGES, SHOW_DATABASE_PRIVILEGES, SHOW_SCHEMA_PRIVILEGES,
            SHOW_OBJECT_PRIVILEGES, SHOW_ALL_PRIVILEGES, SHOW_DEFAULT_PRIVILEGES, SHOW_MY_SYSTEM_PRIVILEGES,
            SHOW_MY_CLUSTER_PRIVILEGES, SHOW_MY_DATABASE_PRIVILEGES, SHOW_MY_SCHEMA_PRIVILEGES,
            SHOW_MY_OBJECT_PRIVILEGES, SHOW_MY_DEFAULT_PRIVILEGES, SHOW_ALL_MY_PRIVILEGES, TABLE_PRIVILEGES,
            ROLE_TABLE_GRANTS);

    private PrivilegeViews() {}
}
